import { describeFailure } from '../../lib/base/failure-words.ts';
import type { HealthLine } from '../../lib/messages/desk.ts';
import { lasting } from './age.ts';

/** What each service was like when it was last asked. Words first; the dot only supports them. */
export function HealthView({ lines, now }: { readonly lines: readonly HealthLine[]; readonly now: number }) {
  return (
    <section class="health" aria-label="Service health">
      <h2>Service health</h2>
      {lines.length === 0 ? (
        <p class="second">Nothing has been asked of Claude or Notion yet.</p>
      ) : (
        <ul>
          {lines.map((line) => (
            <li key={`${line.service} ${line.name}`}>
              <span class={`dot ${line.state}`} aria-hidden="true" />
              <div>
                <p>
                  <span dir="auto">{line.name}</span>:{' '}
                  <span class={`state ${line.state}`}>{stateWords(line, now)}</span>
                </p>
                {line.state === 'trouble' && line.failure && (
                  <p class="second small">{describeFailure(line.failure, line.name).cause}</p>
                )}
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function stateWords(line: HealthLine, now: number): string {
  switch (line.state) {
    case 'fine':
      return 'fine';
    case 'unknown':
      return 'not asked yet';
    case 'trouble':
      return line.since === undefined ? 'in trouble' : `in trouble for ${lasting(now - line.since)}`;
  }
}
