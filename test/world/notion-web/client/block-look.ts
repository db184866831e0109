import { sheet } from './atoms.ts';

const TEXT =
  'max-width: 100%; width: 100%; white-space: pre-wrap; overflow-wrap: anywhere; padding: 3px 2px; text-align: start; cursor: text';

export const blocks = sheet({
  block: 'position: relative; width: 100%; padding: 1px 0; flex: none',
  header: 'position: relative; width: 100%; padding: 1.6em 0 1px; flex: none',
  subHeader: 'position: relative; width: 100%; padding: 1.25em 0 1px; flex: none',
  subSubHeader: 'position: relative; width: 100%; padding: 1em 0 1px; flex: none',
  row: 'display: flex; align-items: flex-start; width: 100%',
  grow: 'flex: 1 1 0; min-width: 1px; display: flex; flex-direction: column',
  flex: 'display: flex',
  text: TEXT,
  h2: `${TEXT}; font-weight: 600; font-size: 1.875em; line-height: 1.3`,
  h3: `${TEXT}; font-weight: 600; font-size: 1.5em; line-height: 1.3`,
  h4: `${TEXT}; font-weight: 600; font-size: 1.25em; line-height: 1.3`,
  h5: `${TEXT}; font-weight: 600; font-size: 1em; line-height: 1.4`,
  indent: 'display: flex; flex-direction: column; width: 100%; padding-inline-start: 26px',
  marker:
    'display: flex; align-items: center; justify-content: center; flex: none; width: 24px; margin-inline-end: 2px; min-height: 30px; user-select: none; white-space: nowrap; font-variant-numeric: tabular-nums',
  bullet: 'font-size: 1.5em; line-height: 1',
  check: 'width: 16px; height: 16px; margin: 0; accent-color: var(--c-accPri); cursor: pointer',
  done: 'text-decoration: line-through; color: var(--c-texSec)',
  twisty:
    'display: flex; align-items: center; justify-content: center; width: 24px; height: 24px; border-radius: 4px; cursor: pointer; :hover background: var(--c-bacHov)',
  twistyOpen: 'transform: rotate(90deg)',
  emptyToggle: 'padding: 6px 2px; color: var(--c-texSec)',
  quote: 'margin: 4px 0; padding-inline: 14px; border-inline-start: 3px solid currentcolor',
  callout:
    'display: flex; width: 100%; gap: 8px; margin: 4px 0; padding: 12px 16px 12px 12px; border-radius: 8px; background: var(--c-graBac)',
  code: 'position: relative; margin: 4px 0; border-radius: 8px; background: var(--c-bacSec); box-shadow: inset 0 0 0 1px var(--c-borPri)',
  codeBar:
    'position: absolute; inset-block-start: 8px; inset-inline-end: 12px; font-size: 12px; line-height: 1.4; color: var(--c-texSec); user-select: none',
  codeText:
    'padding: 32px 20px 24px; font-family: SFMono-Regular, Menlo, Consolas, "PT Mono", "Liberation Mono", Courier, monospace; font-size: 85%; line-height: 1.6; white-space: pre; overflow-x: auto; tab-size: 2; text-align: start',
  equation:
    'display: flex; justify-content: center; padding: 12px 8px; margin: 2px 0; overflow-x: auto; font-size: 1.1em; border-radius: 6px; :hover background: var(--c-bacHov)',
  divider: 'display: flex; align-items: center; height: 13px',
  rule: 'width: 100%; height: 1px; background: var(--c-borPri)',
  figure: 'width: 100%; padding: 4px 0',
  image: 'display: block; width: 100%; height: auto; border-radius: 6px',
  caption: 'color: var(--c-texSec); font-size: 14px; padding: 6px 2px',
  card: 'display: flex; flex-direction: column; gap: 2px; margin: 4px 0; padding: 12px 14px; border-radius: 8px; box-shadow: inset 0 0 0 1px var(--c-borPri); font-size: 14px; :hover background: var(--c-bacHov)',
  cardTitle: 'font-weight: 500; overflow: hidden; text-overflow: ellipsis; white-space: nowrap',
  cardAddress:
    'color: var(--c-texSec); font-size: 12px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap',
  pageLink:
    'display: flex; align-items: center; gap: 8px; padding: 3px 2px; border-radius: 6px; font-weight: 500; :hover background: var(--c-bacHov)',
  pageName: 'border-bottom: 1px solid var(--c-borStr); line-height: 1.3; overflow: hidden; text-overflow: ellipsis',
  tableScroll: 'width: 100%; margin: 4px 0; padding: 2px 0',
  table: 'border-collapse: collapse; font-size: 14px; line-height: 20px; min-width: 60%',
  td: 'border: 1px solid var(--c-borPri); padding: 6px 9px; min-width: 120px; vertical-align: top; text-align: start',
  th: 'background: var(--c-bacSec); font-weight: 500',
  cellText: 'white-space: pre-wrap; overflow-wrap: anywhere; min-height: 20px; text-align: start',
  columns: 'display: flex; width: 100%; gap: 32px',
  column: 'flex: 1 1 0; min-width: 0; display: flex; flex-direction: column; position: relative',
  synced: 'margin: 2px -8px; padding: 2px 8px; border-radius: 6px; :hover box-shadow: inset 0 0 0 2px var(--c-redBac)',
  contents: 'display: flex; flex-direction: column; padding: 4px 0; font-size: 14px; color: var(--c-texSec)',
  contentsLink:
    'padding: 4px 2px; border-radius: 4px; text-decoration: underline; text-decoration-color: var(--c-borStr); text-underline-offset: 3px; :hover background: var(--c-bacHov)',
  breadcrumb: 'display: flex; gap: 6px; font-size: 14px; color: var(--c-texSec); padding: 4px 2px',
  button:
    'display: inline-flex; align-items: center; height: 32px; margin: 4px 0; padding: 0 12px; border-radius: 6px; box-shadow: inset 0 0 0 1px var(--c-borPri); font-size: 14px; font-weight: 500; cursor: pointer; :hover background: var(--c-bacHov)',
  link: 'text-decoration: underline; text-decoration-color: var(--c-borStr); text-underline-offset: 3px; cursor: pointer',
  inlineCode:
    'font-family: SFMono-Regular, Menlo, Consolas, "PT Mono", "Liberation Mono", Courier, monospace; font-size: 85%; line-height: normal; padding: 0.2em 0.4em; border-radius: 4px; background: var(--c-bacCod); color: var(--c-codTex)',
  mention: 'font-weight: 500; border-radius: 3px; :hover background: var(--c-bacHov)',
  person: 'color: var(--c-texSec)',
});

export type BlockDress = Parameters<typeof blocks.look>[number];
