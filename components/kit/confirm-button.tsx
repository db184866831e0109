import { useEffect, useState } from 'preact/hooks';

import { useSay } from './announcer.tsx';
import { Button } from './button.tsx';

/** How long the second press is waited for, in milliseconds. */
const PATIENCE = 6000;

/** A button for what cannot be undone: the first press asks, the second within six seconds does it. */
export function ConfirmButton({
  name,
  question,
  onConfirm,
}: {
  readonly name: string;
  readonly question: string;
  readonly onConfirm: () => void;
}) {
  const [asking, setAsking] = useState(false);
  const say = useSay();
  useEffect(() => {
    if (!asking) return;
    const timer = setTimeout(() => setAsking(false), PATIENCE);
    return () => clearTimeout(timer);
  }, [asking]);
  return (
    <Button
      tone="danger"
      onClick={() => {
        if (asking) {
          setAsking(false);
          onConfirm();
        } else {
          setAsking(true);
          say(`${question} Press again to confirm.`);
        }
      }}
    >
      {asking ? question : name}
    </Button>
  );
}
