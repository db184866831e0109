import { useEffect } from 'preact/hooks';

import { OPTIONS_PLACES } from '../../lib/base/options-place.ts';
import { focusField } from './focus-field.ts';

/** Goes to the place that the address names, once it is there. */
export function usePlace(isThere: boolean): void {
  useEffect(() => {
    if (!isThere) return undefined;
    const go = (): void => {
      const place = OPTIONS_PLACES.find((one) => `#${one}` === location.hash);
      if (place === undefined) return;
      focusField(place);
      // What is still being read may move it down, so it begins at the top.
      document.getElementById(place)?.scrollIntoView({ block: 'start' });
    };
    go();
    window.addEventListener('hashchange', go);
    return () => window.removeEventListener('hashchange', go);
  }, [isThere]);
}
