import { sheet } from './atoms.ts';

const CLICKABLE = 'cursor: pointer; border-radius: 6px; :hover background: var(--c-bacHov)';

export const frame = sheet({
  inner: 'height: 100%; color: var(--c-texPri); background: var(--c-bacPri)',
  listener: 'display: flex; position: relative; width: 100%; height: 100%; overflow: hidden',
  column: 'display: flex; flex-direction: column; flex: 1 1 0; min-width: 0; height: 100%',
  main: 'position: relative; flex: 1 1 0; min-height: 0; display: flex; flex-direction: column',
  scroller: 'position: relative; flex: 1 1 0; min-height: 0',
  // Topbar
  header: 'flex: none; background: var(--c-bacPri); user-select: none',
  topbar: 'display: flex; align-items: center; height: 44px; padding: 0 12px; gap: 4px; overflow: hidden',
  crumbs: 'display: flex; align-items: center; min-width: 0; font-size: 14px',
  crumb: 'display: flex; align-items: center; min-width: 0',
  crumbLink: `display: flex; align-items: center; gap: 6px; min-width: 0; height: 28px; padding: 0 6px; ${CLICKABLE}`,
  clip: 'white-space: nowrap; overflow: hidden; text-overflow: ellipsis; max-width: 220px',
  slash: 'color: var(--c-texTer); padding: 0 2px',
  spring: 'flex: 1 1 auto',
  actions: 'display: flex; align-items: center; gap: 2px; flex: none',
  quiet: 'color: var(--c-texSec); font-size: 14px; padding: 0 8px; white-space: nowrap',
  textButton: `display: flex; align-items: center; height: 28px; padding: 0 8px; font-weight: 500; ${CLICKABLE}`,
  iconButton: `display: flex; align-items: center; justify-content: center; width: 28px; height: 28px; flex: none; color: var(--c-texSec); ${CLICKABLE}`,
  // Sidebar
  sidebar:
    'display: flex; flex-direction: column; flex: none; width: 248px; height: 100%; background: var(--c-bacSec); box-shadow: inset -1px 0 0 var(--c-borPri); font-size: 14px; user-select: none',
  switcher: 'display: flex; align-items: center; gap: 8px; height: 44px; padding: 0 8px 0 12px; font-weight: 600',
  badge:
    'display: flex; align-items: center; justify-content: center; width: 20px; height: 20px; border-radius: 4px; background: var(--c-defTag); color: var(--c-tagTex); font-size: 12px; font-weight: 600; flex: none',
  places: 'padding: 0 8px 8px',
  place: `display: flex; align-items: center; gap: 8px; height: 30px; padding: 0 8px; color: var(--c-texSec); font-weight: 500; ${CLICKABLE}`,
  tree: 'flex: 1 1 0; min-height: 0; padding: 4px 8px 24px',
  section: 'padding: 8px 8px 4px; font-size: 12px; font-weight: 600; color: var(--c-texSec)',
  leaf: `display: flex; align-items: center; gap: 4px; height: 30px; padding-right: 8px; color: var(--c-texSec); font-weight: 500; ${CLICKABLE}`,
  leafOpen: 'background: var(--c-bacHov); color: var(--c-texPri)',
  twisty:
    'display: flex; align-items: center; justify-content: center; width: 22px; height: 22px; flex: none; border-radius: 4px; color: var(--c-texTer); cursor: pointer; :hover background: var(--c-bacHov)',
  leafLink: 'display: flex; align-items: center; gap: 8px; min-width: 0; flex: 1 1 0; height: 100%',
  grow: 'flex: 1 1 0; min-width: 0; white-space: nowrap; overflow: hidden; text-overflow: ellipsis',
  // Page
  layout: 'display: flex; flex-direction: column; align-items: center; width: 100%; min-height: 100%',
  layoutBlock: 'width: 100%; max-width: 708px; flex: none',
  layoutFull: 'width: 100%; padding: 0 64px',
  padding: 'padding: 0 96px; max-width: 900px',
  peekPadding: 'padding: 0 72px; max-width: 900px',
  cover: 'height: 72px; flex: none',
  pageIcon: 'height: 78px; width: 78px; margin: 0 0 4px -3px',
  controls: 'display: flex; gap: 4px; height: 24px; color: var(--c-texTer)',
  title:
    'font-weight: 700; font-size: 40px; line-height: 1.2; padding: 3px 2px; margin: 0 0 4px; white-space: pre-wrap; word-break: break-word; cursor: text; text-align: start',
  titleSmall:
    'font-weight: 700; font-size: 32px; line-height: 1.2; padding: 3px 2px; margin: 0; word-break: break-word',
  content: 'display: flex; flex-direction: column; width: 100%; padding-top: 8px; font-size: 16px; line-height: 1.5',
  addBelow: 'height: 30vh; width: 100%; flex: none; cursor: text; outline-offset: -4px',
  properties:
    'display: flex; flex-direction: column; gap: 2px; padding: 4px 0 12px; border-bottom: 1px solid var(--c-borPri)',
  property: 'display: flex; align-items: flex-start; min-height: 34px; font-size: 14px',
  propertyName:
    'display: flex; align-items: center; gap: 8px; width: 168px; height: 34px; padding: 0 6px; flex: none; color: var(--c-texSec)',
  propertyValue: `flex: 1 1 0; min-width: 0; min-height: 34px; padding: 7px 8px 6px; line-height: 20px; ${CLICKABLE}`,
  empty: 'color: var(--c-texTer)',
  // Messages, chat
  middle:
    'display: flex; flex-direction: column; align-items: center; justify-content: center; gap: 8px; flex: 1 1 0; width: 100%; min-height: 60vh; padding: 24px; text-align: center; color: var(--c-texSec)',
  middleTitle: 'font-size: 20px; font-weight: 600; color: var(--c-texPri)',
  ask: 'display: flex; align-items: center; width: min(640px, 100%); min-height: 56px; margin-top: 16px; padding: 0 16px; border-radius: 12px; background: var(--c-bacEle); box-shadow: var(--c-shaEle); text-align: start; cursor: text',
  // Floating
  aiButton:
    'position: absolute; right: 24px; bottom: 24px; width: 40px; height: 40px; display: flex; align-items: center; justify-content: center; border-radius: 50%; background: var(--c-bacEle); color: var(--c-texPri); box-shadow: var(--c-shaEle); cursor: pointer; z-index: 90',
  overlay: 'position: absolute; inset: 0; pointer-events: none; z-index: 100',
  mask: 'position: absolute; inset: 0; background: var(--c-maskPri); pointer-events: auto; display: flex; align-items: flex-start; justify-content: center',
  centre:
    'display: flex; flex-direction: column; width: min(960px, calc(100% - 96px)); height: calc(100% - 144px); margin-top: 72px; border-radius: 10px; overflow: hidden; background: var(--c-bacPri); box-shadow: var(--c-shaEle)',
  side: 'display: flex; flex-direction: column; width: 46%; min-width: 380px; flex: none; height: 100%; background: var(--c-bacPri); box-shadow: -1px 0 0 var(--c-borPri), -12px 0 32px rgba(15, 15, 15, 0.05); z-index: 80',
  chat: 'display: flex; flex-direction: column; width: 400px; flex: none; height: 100%; background: var(--c-bacPri); box-shadow: -1px 0 0 var(--c-borPri); z-index: 95',
  peekBar: 'display: flex; align-items: center; gap: 2px; height: 44px; padding: 0 12px; flex: none',
  dialog:
    'width: min(640px, calc(100% - 32px)); margin-top: 12vh; max-height: 70vh; display: flex; flex-direction: column; overflow: hidden; border-radius: 10px; background: var(--c-bacEle); box-shadow: var(--c-shaEle)',
  searchField:
    'display: flex; align-items: center; gap: 12px; height: 48px; padding: 0 16px; border-bottom: 1px solid var(--c-borPri); flex: none; color: var(--c-texSec)',
  searchInput:
    'flex: 1 1 0; border: 0; outline: 0; background: transparent; color: var(--c-texPri); font: inherit; font-size: 16px',
  hits: 'padding: 8px; overflow: auto',
  hit: `display: flex; align-items: center; gap: 10px; height: 36px; padding: 0 8px; ${CLICKABLE}`,
  hitPath: 'color: var(--c-texSec); font-size: 12px; white-space: nowrap',
  menu: 'position: fixed; width: 260px; padding: 6px; border-radius: 10px; background: var(--c-bacEle); box-shadow: var(--c-shaEle); pointer-events: auto; font-size: 14px',
  menuItem: `display: flex; align-items: center; height: 30px; padding: 0 8px; ${CLICKABLE}`,
});
