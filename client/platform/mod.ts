/**
 * What the client asks of its browser: time, chance, the console, and a DOM that markup cannot shadow.
 *
 * @module
 */

export { type Clock, createClock, dateOf, guarded, nextFrame, type Page } from "./clock.ts";
export { SERVED } from "./served.ts";
export {
  activeElement,
  addEventListener,
  adoptedStyleSheets,
  body,
  childNodes,
  classList,
  closest,
  contains,
  createDocumentFragment,
  createElement,
  createTextNode,
  currentScript,
  dispatchEvent,
  documentElement,
  firstChild,
  focusAt,
  getAttribute,
  getAttributeNames,
  getBoundingClientRect,
  hasAttribute,
  head,
  hidden,
  importNode,
  inherited,
  insertBefore,
  isConnected,
  localName,
  matches,
  moveBefore,
  namespaceURI,
  nextSibling,
  nodeType,
  ownerDocument,
  parentNode,
  previousSibling,
  querySelectorAll,
  readyState,
  remove,
  removeAttribute,
  removeEventListener,
  scrollLeft,
  scrollTo,
  scrollTop,
  setAttribute,
  setAttributeNS,
  targetOf,
} from "./dom.ts";
export { entryOf } from "./entry.ts";
export { listen } from "./listen.ts";
export { EVENT, Loader, MESSAGE } from "./loader.ts";
export { print, report, trace } from "./log.ts";
export { messagesOf } from "./messages.ts";
export { chance } from "./random.ts";
export { adopt } from "./sheet.ts";
export { Watch } from "./watch.ts";
