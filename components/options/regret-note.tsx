import { useEffect, useRef, useState } from 'preact/hooks';

import { GRACE_MS } from '../../lib/keeping/removal.ts';
import { Button } from '../kit/button.tsx';

/** The moment before a deletion in which it can still be taken back: nothing is deleted until it is over, nor if this page is closed. */
export function RegretNote({
  name,
  onUndo,
  onOver,
}: {
  readonly name: string;
  readonly onUndo: () => void;
  readonly onOver: () => void;
}) {
  const [left, setLeft] = useState(Math.ceil(GRACE_MS / 1000));
  const over = useRef(onOver);
  over.current = onOver;
  useEffect(() => {
    const tick = setInterval(() => setLeft((seconds) => Math.max(0, seconds - 1)), 1000);
    const end = setTimeout(() => over.current(), GRACE_MS);
    return () => {
      clearInterval(tick);
      clearTimeout(end);
    };
  }, []);
  return (
    <div class="note waiting">
      <div class="note-words">
        <p>{`${name} will be deleted in ${left} s. Keep this page open.`}</p>
        <div class="row">
          <Button tone="main" onClick={onUndo}>
            Undo
          </Button>
          <Button tone="danger" onClick={() => over.current()}>
            Delete now
          </Button>
        </div>
      </div>
    </div>
  );
}
