/** Spellings of attributes in JSX: in lower case as in HTML, or with the capitals of the DOM. */

/**
 * Names with capitals, and what HTML calls them.
 *
 * @internal
 */
interface Capitals {
  acceptCharset: "accept-charset";
  accessKey: "accesskey";
  allowFullScreen: "allowfullscreen";
  autoCapitalize: "autocapitalize";
  autoComplete: "autocomplete";
  autoCorrect: "autocorrect";
  autoFocus: "autofocus";
  autoPlay: "autoplay";
  charSet: "charset";
  className: "class";
  colSpan: "colspan";
  commandFor: "commandfor";
  contentEditable: "contenteditable";
  controlsList: "controlslist";
  crossOrigin: "crossorigin";
  dateTime: "datetime";
  dirName: "dirname";
  disablePictureInPicture: "disablepictureinpicture";
  disableRemotePlayback: "disableremoteplayback";
  encType: "enctype";
  enterKeyHint: "enterkeyhint";
  fetchPriority: "fetchpriority";
  formAction: "formaction";
  formEncType: "formenctype";
  formMethod: "formmethod";
  formNoValidate: "formnovalidate";
  formTarget: "formtarget";
  hrefLang: "hreflang";
  htmlFor: "for";
  httpEquiv: "http-equiv";
  imageSizes: "imagesizes";
  imageSrcSet: "imagesrcset";
  inputMode: "inputmode";
  isMap: "ismap";
  itemID: "itemid";
  itemProp: "itemprop";
  itemRef: "itemref";
  itemScope: "itemscope";
  itemType: "itemtype";
  maxLength: "maxlength";
  minLength: "minlength";
  noModule: "nomodule";
  noValidate: "novalidate";
  playsInline: "playsinline";
  popoverTarget: "popovertarget";
  popoverTargetAction: "popovertargetaction";
  readOnly: "readonly";
  referrerPolicy: "referrerpolicy";
  rowSpan: "rowspan";
  spellCheck: "spellcheck";
  srcDoc: "srcdoc";
  srcLang: "srclang";
  srcSet: "srcset";
  tabIndex: "tabindex";
  useMap: "usemap";
  writingSuggestions: "writingsuggestions";
}

/**
 * Attributes in either spelling.
 *
 * @internal
 */
export type Spelled<Attributes> =
  & Attributes
  & {
    [Name in keyof Capitals as Capitals[Name] extends keyof Attributes ? Name : never]?:
      Attributes[Capitals[Name] & keyof Attributes];
  };
