import { useEffect } from 'preact/hooks';

import { OPTIONS_PLACES } from '../../lib/base/options-place.ts';
import { focusField } from './focus-field.ts';

/** Goes to the place that the address names, once it is there. */
export function usePlace(isThere: boolean): void {
  useEffect(() => {
    if (!isThere) return undefined;
    const go = (): void => {
      const place = OPTIONS_PLACES.find((one) => `#${one}` === location.hash);
      if (place !== undefined) focusField(place);
    };
    go();
    window.addEventListener('hashchange', go);
    return () => window.removeEventListener('hashchange', go);
  }, [isThere]);
}
