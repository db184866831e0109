import type { HealthLine } from '../../lib/messages/desk.ts';
import { Button } from './button.tsx';
import { healthDetails, remedyOf, stateWords } from './health-words.ts';

/**
 * What each service was like when it was last asked. Words first; the dot only supports them.
 * @param onSettings opens what a person can mend, where that is elsewhere
 * @param brief only what is not well, and when all is a line for screen readers
 */
export function HealthView({
  lines,
  now,
  onSettings,
  brief = false,
}: {
  readonly lines: readonly HealthLine[];
  readonly now: number;
  readonly onSettings?: () => void;
  readonly brief?: boolean;
}) {
  const told = brief ? worst(lines) : lines;
  return (
    <section class={`health${brief ? (told.length === 0 ? ' unseen' : ' brief') : ''}`} aria-label="Service health">
      {!brief && <h2>Service health</h2>}
      {told.length === 0 ? (
        <p class="second small">{nothingWords(lines)}</p>
      ) : (
        <ul>
          {told.map((line) => (
            <li key={`${line.service} ${line.name}`}>
              <span class={`dot ${line.state}`} aria-hidden="true" />
              <div>
                <p>
                  <span dir="auto">{line.name}</span>:{' '}
                  <span class={`state ${line.state}`}>{stateWords(line, now)}</span>
                </p>
                <Details line={line} now={now} brief={brief} />
                <Remedy line={line} onSettings={onSettings} />
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Beside a conversation there is room for so many. */
const FEW = 3;

function worst(lines: readonly HealthLine[]): readonly HealthLine[] {
  const bad = lines.filter(({ state }) => state !== 'fine' && state !== 'unknown');
  return bad
    .toSorted((one, other) => Number(other.state === 'trouble') - Number(one.state === 'trouble'))
    .slice(0, FEW);
}

function Details({ line, now, brief }: { readonly line: HealthLine; readonly now: number; readonly brief: boolean }) {
  const { why, next } = healthDetails(line, now);
  const short = brief && line.works !== undefined;
  return (
    <>
      {!short && why !== '' && <p class="second small">{why}</p>}
      {line.works !== undefined && <p class="small">{line.works}</p>}
      {!brief && next !== '' && <p class="second small">{next}</p>}
    </>
  );
}

function Remedy({ line, onSettings }: { readonly line: HealthLine; readonly onSettings: (() => void) | undefined }) {
  const label = remedyOf(line);
  if (label === undefined || onSettings === undefined) return null;
  return <Button onClick={onSettings}>{label}</Button>;
}

function nothingWords(lines: readonly HealthLine[]): string {
  if (lines.length === 0) return 'Nothing has been asked of Claude or Notion yet.';
  return lines.some(({ state }) => state === 'fine') ? 'Services: fine when last asked.' : 'Services: not asked yet.';
}
