import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import type { IconName } from './icon.tsx';

/** What goes along with a question or message, and the way to leave it out. */
export function Badge({
  icon,
  words,
  leaveOut,
  onLeaveOut,
}: {
  readonly icon: IconName;
  readonly words: string;
  /** Name of the button. */
  readonly leaveOut: string;
  readonly onLeaveOut: () => void;
}) {
  return (
    <span class="badge">
      <Icon name={icon} />
      <span dir="auto">{words}</span>
      <Button icon="close" tone="quiet" label={leaveOut} onClick={onLeaveOut} />
    </span>
  );
}
