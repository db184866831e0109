import { useEffect, useState } from 'preact/hooks';

import type { Here } from '../../lib/messages/desk.ts';
import type { AskedOf } from './ask-box.tsx';

const PAGE: AskedOf = { kind: 'page' };
const EVERYWHERE: AskedOf = { kind: 'everywhere' };

/** Which pages a question is asked of. On another page the choice begins anew; without one it is all of Notion. */
export function useAskedOf({ target, notion }: Here): {
  readonly of: AskedOf;
  readonly choices: readonly AskedOf[];
  readonly choose: (of: AskedOf) => void;
} {
  const [chosen, choose] = useState<AskedOf>();
  useEffect(() => choose(undefined), [target?.pageId]);
  const choices = [
    ...(target ? [PAGE] : []),
    ...(notion === 'missing' ? [] : [chosen?.kind === 'everywhere' ? chosen : EVERYWHERE]),
    ...(chosen?.kind === 'pages' ? [chosen] : []),
  ];
  const of = choices.find((one) => one.kind === chosen?.kind) ?? choices[0] ?? PAGE;
  return { of, choices, choose };
}
