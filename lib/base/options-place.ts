/** Places in the options that something else can lead to, by the ids of their headings. */
export const OPTIONS_PLACES = ['managed', 'connections', 'privacy', 'who-may-see-what', 'budget', 'storage'] as const;
export type OptionsPlace = (typeof OPTIONS_PLACES)[number];
