import { useEffect, useState } from 'preact/hooks';

import type { Desk } from '../../lib/messages/desk.ts';
import type { ModelFacts } from '../../lib/models/answer-event.ts';

const NONE: readonly ModelFacts[] = [];

/** The models that the key may use; empty until known, and when they cannot be had. Names are then read from ids. */
export function useModels(desk: Desk): readonly ModelFacts[] {
  const [models, setModels] = useState(NONE);
  useEffect(() => {
    let wanted = true;
    const load = async (): Promise<void> => {
      const list = await desk.models().catch(() => NONE);
      if (wanted) setModels(list);
    };
    void load();
    return () => {
      wanted = false;
    };
  }, [desk]);
  return models;
}
