/** Raised whenever `analyzePage` gives other terms for the same page: an index of another version is built anew. */
export const ANALYSIS_VERSION = 1;
