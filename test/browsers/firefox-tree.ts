/** Functions as text, run with system rights inside a page of Firefox: its accessible tree sees into closed shadow roots. */

/** The accessible tree as JSON. DOM nodes are remembered in the sandbox under numbers that `CALL` understands. */
export const TREE = `
  const service = Components.classes['@mozilla.org/accessibilityService;1'].getService(Components.interfaces.nsIAccessibilityService);
  const { nsIAccessibleStates: STATE, nsIAccessibleRole: ROLE } = Components.interfaces;
  globalThis.understudyNodes ??= { epoch: Math.random().toString(36).slice(2), last: 0, ids: new WeakMap(), byId: new Map() };
  const known = globalThis.understudyNodes;
  const handleOf = (node) => {
    let id = known.ids.get(node);
    if (id === undefined) {
      known.last += 1;
      id = known.last;
      known.ids.set(node, id);
      known.byId.set(id, new WeakRef(node));
    }
    return known.epoch + ':' + id;
  };
  const statesOf = (accessible) => {
    const low = {}, high = {};
    accessible.getState(low, high);
    const has = (bit) => (low.value & bit) !== 0;
    const states = [];
    if (has(STATE.STATE_CHECKED) || has(STATE.STATE_MIXED)) states.push('checked');
    if (has(STATE.STATE_COLLAPSED)) states.push('collapsed');
    if (has(STATE.STATE_UNAVAILABLE)) states.push('disabled');
    if (has(STATE.STATE_EXPANDED)) states.push('expanded');
    if (has(STATE.STATE_FOCUSED)) states.push('focused');
    if (has(STATE.STATE_PRESSED)) states.push('pressed');
    if (has(STATE.STATE_SELECTED)) states.push('selected');
    return states;
  };
  // Where HTML has no ARIA role, Chromium's choice serves in both browsers
  const roleOf = (dom) => (dom.localName === 'summary' ? 'button' : dom.localName === 'input' && dom.type === 'password' ? 'textbox' : '');
  // ARIA gives these no name from their content, and Chromium none at all
  const unnamed = new Set(['', 'generic', 'listitem', 'definition']);
  const named = (dom) => dom.nodeType === 1 && (dom.hasAttribute('aria-label') || dom.hasAttribute('aria-labelledby'));
  const read = (accessible) => {
    const dom = accessible.DOMNode;
    if (dom && dom !== document && dom.ownerDocument !== document) return [];
    const children = [];
    for (let child = accessible.firstChild; child; child = child.nextSibling) children.push(...read(child));
    if (!dom) return children;
    const leaf = accessible.role === ROLE.ROLE_TEXT_LEAF || accessible.role === ROLE.ROLE_STATICTEXT;
    const computed = accessible.computedARIARole;
    const role = leaf ? 'text' : computed || roleOf(dom);
    const name = unnamed.has(role) && !named(dom) ? '' : accessible.name || '';
    const valued = !leaf && role !== 'link' && role !== 'document';
    const value = (valued && accessible.value) || '';
    return [{ role, name, value, states: statesOf(accessible), handle: handleOf(dom), children }];
  };
  const frame = () => new Promise((resolve) => {
    const timer = setTimeout(resolve, 100);
    requestAnimationFrame(() => { clearTimeout(timer); resolve(); });
  });
  return (async () => {
    service.getAccessibleFor(document);
    await frame(); // the tree follows the document one frame later
    await frame();
    const root = service.getAccessibleFor(document);
    return JSON.stringify(root ? read(root)[0] : null);
  })();
`;

/** Runs a function on a remembered node: arguments are its handle and the function's arguments. */
export function callScript(source: string): string {
  return `
    const [handle, given] = arguments;
    const known = globalThis.understudyNodes;
    const [epoch, id] = handle.split(':');
    const node = known && known.epoch === epoch ? known.byId.get(Number(id))?.deref() : undefined;
    if (!node) return JSON.stringify({ gone: true });
    const run = (${source});
    return Promise.resolve(run.apply(node, given)).then((value) => JSON.stringify({ value }));
  `;
}

/** Evaluates in the page's own world, whatever its content security policy says. */
export const EVALUATE = `
  const [expression] = arguments;
  const { addDebuggerToGlobal } = ChromeUtils.importESModule('resource://gre/modules/jsdebugger.sys.mjs');
  const home = new Components.utils.Sandbox(
    Components.classes['@mozilla.org/systemprincipal;1'].createInstance(Components.interfaces.nsIPrincipal),
    { freshCompartment: true },
  );
  addDebuggerToGlobal(home);
  const page = new home.Debugger().makeGlobalObjectReference(window);
  const completion = page.executeInGlobal(
    '(async () => { try { return JSON.stringify({ value: await (' + expression + ') }); } ' +
    'catch (error) { return JSON.stringify({ thrown: String(error && error.stack ? error + "\\\\n" + error.stack : error) }); } })()',
  );
  if (!completion || completion.throw) return JSON.stringify({ thrown: 'cannot be parsed: ' + expression });
  return completion.return.unsafeDereference();
`;
