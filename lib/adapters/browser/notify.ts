import { extension } from './extension.ts';

/** One notification of ours at a time: a newer one takes its place. */
const OURS = 'understudy';
const permissions = ['notifications' as const];

/** Asks the person for leave to notify; true when it was given. Browsers want a press: call it in the event itself. */
export function askToNotify(): Promise<boolean> {
  return extension.permissions.request({ permissions: [...permissions] });
}

/** Notifies where the person gave leave; else nothing. */
export async function notify(title: string, message: string): Promise<void> {
  if (!(await extension.permissions.contains({ permissions: [...permissions] }))) return;
  const iconUrl = extension.runtime.getURL('/icon/128.png');
  await extension.notifications.create(OURS, { type: 'basic', iconUrl, title, message });
}

/** Tells when a notification of ours was pressed. Listens from now on, or from when leave is given. */
export function watchNotified(pressed: () => void): void {
  const listen = (): void => {
    // Without the permission browsers hide this part of their API.
    const api: Partial<Pick<typeof extension, 'notifications'>> = extension;
    api.notifications?.onClicked.addListener((id) => {
      if (id !== OURS) return;
      void extension.notifications.clear(OURS);
      pressed();
    });
  };
  listen();
  extension.permissions.onAdded.addListener(({ permissions: added = [] }) => {
    if (added.includes('notifications')) listen();
  });
}
