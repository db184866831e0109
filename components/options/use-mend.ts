import type { OptionsDesk } from '../../lib/messages/desk.ts';
import { useAsk } from '../kit/handing.ts';
import type { Mend } from './drill-report.tsx';
import { focusField } from './focus-field.ts';

/** Closes gaps: by itself where one request does it, else by going to where the person can. */
export function useMend(desk: OptionsDesk): Mend {
  const ask = useAsk();
  return (remedy) => {
    switch (remedy.kind) {
      case 'connect-claude':
      case 'connect-notion':
        return focusField('connections');
      case 'add-provider':
      case 'add-model':
        return focusField('models');
      case 'allow-built-in':
        return ask(() => desk.changeSettings({ builtIn: true }));
      case 'sync':
        return ask(async () => {
          await desk.resumeSync(remedy.connection);
          await desk.syncNow(remedy.connection);
        });
      case 'read-page':
        return ask(() => desk.refresh(remedy.pageId));
    }
  };
}
