import { sheet } from './atoms.ts';

export const databases = sheet({
  head: 'display: flex; align-items: center; gap: 4px; height: 44px; border-bottom: 1px solid var(--c-borPri); font-size: 14px; user-select: none',
  inlineTitle: 'display: block; font-weight: 700; font-size: 20px; padding: 8px 2px 0',
  tabs: 'display: flex; gap: 4px',
  tab: 'display: flex; align-items: center; gap: 6px; height: 30px; padding: 0 10px; border-radius: 15px; color: var(--c-texSec); font-weight: 500; cursor: pointer; :hover background: var(--c-bacHov)',
  tabOpen: 'background: var(--c-bacHov); color: var(--c-texPri)',
  spring: 'flex: 1 1 auto',
  new: 'display: flex; align-items: center; height: 28px; padding: 0 10px; border-radius: 6px; background: var(--c-accTex); color: var(--c-bacPri); font-weight: 500; cursor: pointer',
  body: 'width: 100%; padding-bottom: 16px',
  table: 'min-width: 100%; width: max-content; font-size: 14px',
  line: 'display: flex; border-bottom: 1px solid var(--c-borPri); min-height: 34px; position: relative',
  columnName:
    'display: flex; align-items: center; gap: 6px; height: 34px; padding: 0 8px; color: var(--c-texSec); border-inline-end: 1px solid var(--c-borPri); flex: none; width: 180px; white-space: nowrap; overflow: hidden',
  cell: 'height: 34px; padding: 7px 8px; line-height: 20px; border-inline-end: 1px solid var(--c-borPri); flex: none; width: 180px; overflow: hidden; white-space: nowrap; text-overflow: ellipsis',
  titleCell:
    'padding: 7px 8px 6px; line-height: 20px; border-inline-end: 1px solid var(--c-borPri); flex: none; width: 280px; overflow: hidden; position: relative; display: flex; align-items: center; gap: 8px; cursor: pointer; :hover background: var(--c-bacHov)',
  titleName:
    'display: flex; align-items: center; gap: 6px; height: 34px; padding: 0 8px; color: var(--c-texSec); border-inline-end: 1px solid var(--c-borPri); flex: none; width: 280px',
  title:
    'font-weight: 500; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; text-decoration: underline; text-decoration-color: var(--c-borPri); text-underline-offset: 3px; flex: 1 1 0; min-width: 0',
  number: 'text-align: end; font-variant-numeric: tabular-nums',
  tags: 'display: flex; flex-wrap: wrap; gap: 8px 6px',
  tag: 'display: inline-flex; align-items: center; max-width: 100%; height: 20px; padding: 0 6px; border-radius: 3px; color: var(--c-tagTex); font-size: 13px; white-space: nowrap; overflow: hidden',
  status:
    'display: inline-flex; align-items: center; gap: 6px; max-width: 100%; height: 20px; padding: 0 8px; border-radius: 10px; color: var(--c-tagTex); font-size: 13px; white-space: nowrap',
  dot: 'width: 8px; height: 8px; border-radius: 50%; flex: none',
  people: 'display: flex; flex-wrap: wrap; gap: 8px',
  person: 'display: inline-flex; align-items: center; gap: 6px; white-space: nowrap',
  avatar:
    'display: inline-flex; align-items: center; justify-content: center; width: 20px; height: 20px; border-radius: 50%; background: var(--c-defTag); color: var(--c-tagTex); font-size: 11px; font-weight: 600; flex: none',
  relation:
    'display: inline-flex; align-items: center; gap: 4px; max-width: 100%; font-weight: 500; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; text-decoration: underline; text-decoration-color: var(--c-borPri); text-underline-offset: 3px',
  more: 'display: flex; align-items: center; gap: 6px; height: 34px; padding: 0 8px; font-size: 14px; color: var(--c-texSec); cursor: pointer; :hover background: var(--c-bacHov)',
  board: 'display: flex; gap: 12px; padding: 12px 0; align-items: flex-start; min-width: max-content',
  group:
    'width: 264px; display: flex; flex-direction: column; gap: 8px; padding: 8px; border-radius: 10px; background: var(--c-bacSec)',
  groupHead: 'display: flex; align-items: center; gap: 8px; height: 24px; font-size: 14px; color: var(--c-texSec)',
  boardCard:
    'display: flex; flex-direction: column; gap: 6px; padding: 10px; border-radius: 8px; background: var(--c-bacEle); box-shadow: 0 0 0 1px var(--c-borPri), 0 1px 2px rgba(15, 15, 15, 0.06); font-size: 14px; cursor: pointer; :hover background: var(--c-bacSec)',
  cardTitle: 'display: flex; gap: 6px; font-weight: 500; line-height: 20px',
  list: 'display: flex; flex-direction: column; padding: 6px 0',
  listRow:
    'display: flex; align-items: center; gap: 8px; height: 32px; padding: 0 6px; border-radius: 6px; font-size: 14px; cursor: pointer; :hover background: var(--c-bacHov)',
  listSide: 'display: flex; align-items: center; gap: 12px; flex: none; color: var(--c-texSec)',
});
