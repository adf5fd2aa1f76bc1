/** Attributes of HTML elements in JSX, and what each may hold. */

import type { AttributeMap } from "../template/mod.ts";
import type { EventAttributes } from "./events.ts";
import type { Flag, Flags, Text, Texts, Word } from "./values.ts";
import type { Special } from "./special.ts";
import type { Spelled } from "./spelling.ts";

/** @internal */
type Flat<Parts> = { [Name in keyof Parts]: Parts[Name] };
type ClassValue = Text | AttributeMap | readonly ClassValue[];
/** @internal */
type Cross = Word<"anonymous" | "use-credentials" | ""> | true;
/** @internal */
type Referrer = Word<
  | ("" | "no-referrer" | "no-referrer-when-downgrade" | "origin" | "origin-when-cross-origin")
  | ("same-origin" | "strict-origin" | "strict-origin-when-cross-origin" | "unsafe-url")
>;
/** @internal */
type Encoding = Word<"application/x-www-form-urlencoded" | "multipart/form-data" | "text/plain">;
/** @internal */
type Method = Word<"get" | "post" | "dialog" | "GET" | "POST">;
/** @internal */
type InputType =
  | ("button" | "checkbox" | "color" | "date" | "datetime-local" | "email" | "file" | "hidden")
  | ("image" | "month" | "number" | "password" | "radio" | "range" | "reset" | "search")
  | ("submit" | "tel" | "text" | "time" | "url" | "week");

/**
 * Attributes of every element, under the names of HTML.
 *
 * @internal
 */
type Own =
  & Texts<
    | ("accesskey" | "exportparts" | "id" | "is" | "lang" | "nonce" | "part" | "role" | "slot")
    | ("tabindex" | "title" | "itemid" | "itemprop" | "itemref" | "itemtype")
    | ("about" | "datatype" | "prefix" | "property" | "resource" | "typeof" | "vocab")
  >
  & Flags<"autofocus" | "inert" | "itemscope">
  & {
    autocapitalize?: Word<"off" | "none" | "on" | "sentences" | "words" | "characters">;
    autocorrect?: Word<"on" | "off">;
    class?: ClassValue;
    contenteditable?: Word<"" | "true" | "false" | "plaintext-only"> | true;
    dir?: Word<"ltr" | "rtl" | "auto">;
    draggable?: Word<"true" | "false"> | true;
    enterkeyhint?: Word<"enter" | "done" | "go" | "next" | "previous" | "search" | "send">;
    hidden?: Flag | "until-found" | "hidden";
    inputmode?: Word<
      "none" | "text" | "tel" | "url" | "email" | "numeric" | "decimal" | "search"
    >;
    popover?: Flag | "auto" | "manual" | "hint";
    spellcheck?: Word<"" | "true" | "false"> | true;
    style?: AttributeMap | false | null | undefined;
    translate?: Word<"" | "yes" | "no">;
    writingsuggestions?: Word<"" | "true" | "false"> | true;
  };

/**
 * Attributes of every element: those of HTML, events, directives, `data-*` and `aria-*`.
 *
 * @category JSX
 */
export type Attributes = Flat<Spelled<Own> & EventAttributes & Special & { children?: unknown }>;

/**
 * Attributes of an element that has some of its own.
 *
 * @internal
 */
export type Of<Attributes_> = Flat<Attributes & Spelled<Attributes_>>;
/**
 * Attributes of an element that has no content.
 *
 * @internal
 */
export type Void<Attributes_> = Flat<
  & Spelled<Own & Attributes_>
  & EventAttributes
  & Special
  & { children?: null | undefined }
>;

/** @internal */
type Linked =
  & Texts<"href" | "ping" | "rel" | "target" | "hreflang" | "type">
  & { download?: Text | true; referrerpolicy?: Referrer };
/** @internal */
type Submitting = Texts<"formaction" | "formtarget"> & Flags<"formnovalidate"> & {
  formenctype?: Encoding;
  formmethod?: Method;
};
/** @internal */
type Popping = Texts<"popovertarget"> & {
  popovertargetaction?: Word<"hide" | "show" | "toggle">;
};
/** @internal */
type Sized = Texts<"width" | "height">;
/** @internal */
type Fetched = {
  crossorigin?: Cross;
  fetchpriority?: Word<"high" | "low" | "auto">;
  referrerpolicy?: Referrer;
};
/** @internal */
type Lazy = { loading?: Word<"eager" | "lazy"> };
/** @internal */
type Playing =
  & Texts<"src" | "controlslist">
  & Flags<"autoplay" | "controls" | "loop" | "muted" | "disableremoteplayback">
  & { crossorigin?: Cross; preload?: Word<"none" | "metadata" | "auto" | ""> };
/** @internal */
type Cell = Texts<"colspan" | "headers" | "rowspan">;

/**
 * Elements of HTML that have no content.
 *
 * @internal
 */
export interface VoidElements {
  area: Void<Linked & Texts<"alt" | "coords" | "shape">>;
  base: Void<Texts<"href" | "target">>;
  br: Void<unknown>;
  col: Void<Texts<"span">>;
  embed: Void<Sized & Texts<"src" | "type">>;
  hr: Void<unknown>;
  img: Void<
    & (Sized & Fetched & Lazy & Texts<"alt" | "sizes" | "src" | "srcset" | "usemap">)
    & (Flags<"ismap"> & { decoding?: Word<"sync" | "async" | "auto"> })
  >;
  input: Void<
    & (Submitting & Popping & Sized)
    & Texts<
      | ("accept" | "alt" | "autocomplete" | "capture" | "dirname" | "form" | "list" | "max")
      | ("maxlength" | "min" | "minlength" | "name" | "pattern" | "placeholder" | "size" | "src")
      | ("step" | "value")
    >
    & Flags<"checked" | "disabled" | "multiple" | "readonly" | "required" | "webkitdirectory">
    & { type?: Word<InputType> }
  >;
  link: Void<
    & (Fetched & Flags<"disabled">)
    & Texts<
      | ("as" | "blocking" | "color" | "href" | "hreflang" | "imagesizes" | "imagesrcset")
      | ("integrity" | "media" | "rel" | "sizes" | "type")
    >
  >;
  meta: Void<Texts<"charset" | "content" | "http-equiv" | "media" | "name">>;
  source: Void<Sized & Texts<"media" | "sizes" | "src" | "srcset" | "type">>;
  track: Void<
    & (Texts<"label" | "src" | "srclang"> & Flags<"default">)
    & { kind?: Word<"subtitles" | "captions" | "descriptions" | "chapters" | "metadata"> }
  >;
  wbr: Void<unknown>;
}

/**
 * Elements of HTML that have content, and attributes of their own.
 *
 * @internal
 */
export interface RichElements {
  a: Of<Linked>;
  audio: Of<Playing>;
  blockquote: Of<Texts<"cite">>;
  button: Of<
    & (Submitting & Popping & Flags<"disabled">)
    & (Texts<"command" | "commandfor" | "form" | "name" | "value">)
    & { type?: Word<"submit" | "reset" | "button"> }
  >;
  canvas: Of<Sized>;
  colgroup: Of<Texts<"span">>;
  data: Of<Texts<"value">>;
  del: Of<Texts<"cite" | "datetime">>;
  details: Of<Flags<"open"> & Texts<"name">>;
  dialog: Of<Flags<"open"> & { closedby?: Word<"any" | "closerequest" | "none"> }>;
  fieldset: Of<Flags<"disabled"> & Texts<"form" | "name">>;
  form: Of<
    & (Texts<"accept-charset" | "action" | "autocomplete" | "name" | "rel" | "target">)
    & (Flags<"novalidate"> & { enctype?: Encoding; method?: Method })
  >;
  iframe: Of<
    & (Sized & Lazy & Texts<"allow" | "name" | "sandbox" | "src" | "srcdoc">)
    & (Flags<"allowfullscreen"> & { referrerpolicy?: Referrer })
  >;
  ins: Of<Texts<"cite" | "datetime">>;
  label: Of<Texts<"for" | "form">>;
  li: Of<Texts<"value">>;
  map: Of<Texts<"name">>;
  meter: Of<Texts<"form" | "high" | "low" | "max" | "min" | "optimum" | "value">>;
  object: Of<Sized & Texts<"data" | "form" | "name" | "type">>;
  ol: Of<Flags<"reversed"> & Texts<"start"> & { type?: Word<"1" | "a" | "A" | "i" | "I"> }>;
  optgroup: Of<Flags<"disabled"> & Texts<"label">>;
  option: Of<Flags<"disabled" | "selected"> & Texts<"label" | "value">>;
  output: Of<Texts<"for" | "form" | "name">>;
  progress: Of<Texts<"max" | "value">>;
  q: Of<Texts<"cite">>;
  script: Of<
    & (Fetched & Flags<"async" | "defer" | "nomodule">)
    & (Texts<"blocking" | "integrity" | "src" | "type">)
  >;
  select: Of<
    & Texts<"autocomplete" | "form" | "name" | "size">
    & Flags<"disabled" | "multiple" | "required">
  >;
  slot: Of<Texts<"name">>;
  style: Of<Texts<"blocking" | "media">>;
  td: Of<Cell>;
  template: Of<
    & Flags<"shadowrootclonable" | "shadowrootdelegatesfocus" | "shadowrootserializable">
    & { shadowrootmode?: Word<"open" | "closed"> }
  >;
  textarea: Of<
    & Texts<
      | ("autocomplete" | "cols" | "dirname" | "form" | "maxlength" | "minlength" | "name")
      | ("placeholder" | "rows" | "value")
    >
    & (Flags<"disabled" | "readonly" | "required"> & { wrap?: Word<"hard" | "soft" | "off"> })
  >;
  th: Of<
    & (Cell & Texts<"abbr">)
    & { scope?: Word<"row" | "col" | "rowgroup" | "colgroup"> }
  >;
  time: Of<Texts<"datetime">>;
  video: Of<
    & (Playing & Sized & Texts<"poster">)
    & (Flags<"disablepictureinpicture" | "playsinline">)
  >;
}
