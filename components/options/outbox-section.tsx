import type { OptionsDesk } from '../../lib/messages/desk.ts';
import type { OutboxDesk } from '../../lib/messages/outbox-desk.ts';
import type { OperationKind } from '../../lib/outbox/operation.ts';
import type { StandingApproval } from '../../lib/outbox/standing-approval.ts';
import { isWritingOff, maySelfApprove } from '../../lib/settings/managed-rules.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { count } from '../kit/amount.ts';
import { Button } from '../kit/button.tsx';
import { useAsk } from '../kit/handing.ts';
import { moment } from '../kit/moment.ts';
import { useWatch } from '../kit/use-watch.ts';
import { SwitchRow } from './switch-row.tsx';
import './outbox.css';

/** Whether anything is written to Notion at all, and what may be without asking each time. */
export function OutboxSection({
  desk,
  settings,
  now,
}: {
  readonly desk: OptionsDesk & Pick<OutboxDesk, 'watchApprovals' | 'revoke'>;
  readonly settings: Settings;
  readonly now: number;
}) {
  const ask = useAsk();
  const approvals = useWatch<readonly StandingApproval[]>((show) => desk.watchApprovals(show), [desk]) ?? [];
  const standing = approvals.filter((approval) => isStanding(approval, now));
  return (
    <>
      <SwitchRow
        name="Allow writing to Notion"
        words={
          settings.writes
            ? 'Every change is shown to you first and sent when you approve it.'
            : 'Off: Understudy only reads. What is proposed waits, and nothing is sent.'
        }
        on={settings.writes}
        isManaged={isWritingOff(settings.managed)}
        onSwitch={(writes) => ask(() => desk.changeSettings({ writes }))}
      />
      <h3>Standing approvals</h3>
      {standing.length === 0 ? (
        <p class="second">
          {maySelfApprove(settings.managed)
            ? 'None. Schedules and saved summaries ask for one before they write by themselves.'
            : 'None: your organization wants every change approved by a person.'}
        </p>
      ) : (
        <ul class="approvals">
          {standing.map((approval) => (
            <li key={approval.id}>
              <div>
                <p dir="auto">{approval.purpose}</p>
                <p class="second small" dir="auto">
                  {`${mayWords(approval)} ${spentWords(approval, now)}`}
                </p>
              </div>
              <Button
                label={`Take back: ${approval.purpose}`}
                tone="danger"
                onClick={() => ask(() => desk.revoke(approval.id))}
              >
                Take back
              </Button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

const isStanding = ({ revokedAt, expiresAt, used, most }: StandingApproval, now: number): boolean =>
  revokedAt === undefined && expiresAt > now && used < most;

const KINDS: Readonly<Record<OperationKind, string>> = {
  append: 'add to its end',
  create: 'make pages in it',
  'set-properties': 'set properties',
  'replace-text': 'change its text',
  comment: 'comment',
};

function mayWords({ kinds, targetTitle, properties, rows }: StandingApproval): string {
  const acts = kinds.map((kind) => KINDS[kind]).join(', ');
  const named = properties === undefined ? '' : ` (${properties.join(', ')})`;
  return `In ${rows === true ? 'rows of ' : ''}“${targetTitle}”: ${acts}${named}.`;
}

const spentWords = ({ used, most, expiresAt }: StandingApproval, now: number): string =>
  `Used ${count(used)} of ${count(most)} times, until ${moment(expiresAt, now)}.`;
