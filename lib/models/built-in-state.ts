/**
 * Whether the browser has a model of its own. `absent`: this browser knows no such thing; `unavailable`: it does, but not
 * on this device; `downloadable` and `downloading`: not here yet, and fetching it is the browser's and the person's business.
 */
export type BuiltInState = 'absent' | 'unavailable' | 'downloadable' | 'downloading' | 'available';
