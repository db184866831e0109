import { useRef } from 'preact/hooks';

import { Button } from '../kit/button.tsx';

/** A button that reads a text file of the person's choice. */
export function FileButton({
  words,
  accept,
  onRead,
}: {
  readonly words: string;
  readonly accept: string;
  readonly onRead: (text: string) => void;
}) {
  const field = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button onClick={() => field.current?.click()}>{words}</Button>
      <input
        ref={field}
        type="file"
        hidden
        accept={accept}
        aria-label={`${words}: file`}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          // The same file can be chosen once more.
          event.currentTarget.value = '';
          // A file that cannot be opened holds nothing, and that is said like for any other that does not fit.
          void file?.text().then(onRead, () => onRead(''));
        }}
      />
    </>
  );
}
