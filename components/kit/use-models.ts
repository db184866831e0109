import { useEffect, useState } from 'preact/hooks';

import type { Desk, Here } from '../../lib/messages/desk.ts';
import type { ModelFacts } from '../../lib/models/answer-event.ts';

const NONE: readonly ModelFacts[] = [];

/**
 * The models that the key may use; empty until known, and when they cannot be had. Names are then read from ids.
 * @param claude how Claude is connected, once known: each change of it asks anew
 */
export function useModels(desk: Desk, claude: Here['claude'] | undefined): readonly ModelFacts[] {
  const [models, setModels] = useState(NONE);
  useEffect(() => {
    if (claude === undefined) return;
    let wanted = true;
    const load = async (): Promise<void> => {
      const list = await desk.models().catch(() => NONE);
      if (wanted) setModels(list);
    };
    void load();
    return () => {
      wanted = false;
    };
  }, [desk, claude]);
  return models;
}
