import assert from "node:assert/strict";
import { seedFrom } from "../tests/seed.ts";
import { BLOCKED_URL, isSafeAttribute, isUrlAttribute, safeUrl } from "./safety.ts";

const ALLOWED = [
  ...["", "/", "/a/b?c=d&e=f#g", "?a", "#a", "a.html", "./a", "../a", "//cdn.example/x.png"],
  ...["http://x", "HTTPS://x:8/y", "mailto:a@b", "tel:+49", "a/b:c", "?a:b", "#a:b", "é/ü"],
];

const BLOCKED = [
  ...[
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:x",
    "\tjavascript:x",
    "\0javascript:x",
  ],
  ...[
    "java\tscript:x",
    "java\nscript:x",
    "java\r\nscript:x",
    "\u0001javascript:x",
    "javascript\t:x",
  ],
  ...[
    "\u00a0javascript:x",
    "\u2028javascript:x",
    "\ufeffjavascript:x",
    "vbscript:x",
    "data:text/html,x",
  ],
  ...[
    "data:image/svg+xml,<svg onload=x>",
    "blob:x",
    "file:///etc/passwd",
    "view-source:x",
    "filesystem:x",
  ],
  ...["javascript&colon;alert(1)".replace("&colon;", ":"), "about:blank", "ws://x", "x:y", ":x"],
];

Deno.test("safeUrl() lets relative, http, https, mailto and tel through as they are", () => {
  for (const url of ALLOWED) assert.equal(safeUrl(url, "href", "a"), url);
});

Deno.test("safeUrl() blocks every other scheme, however it is written", () => {
  for (const url of BLOCKED) {
    assert.equal(safeUrl(url, "href", "a"), BLOCKED_URL, JSON.stringify(url));
  }
});

Deno.test("safeUrl() takes text as it is: an entity in it is no colon", () => {
  // It stands escaped in the page, so that a browser reads the same characters.
  assert.equal(safeUrl("javascript&colon;alert(1)", "href", "a"), "javascript&colon;alert(1)");
});

Deno.test("safeUrl() allows image data in the src of an image only", () => {
  const data = "data:image/png;base64,AAAA";
  assert.equal(safeUrl(data, "src", "img"), data);
  for (
    const [name, element] of [["href", "a"], ["src", "iframe"], ["srcset", "img"], [
      "data",
      "object",
    ]]
  ) {
    assert.equal(safeUrl(data, name as string, element as string), BLOCKED_URL);
  }
  assert.equal(safeUrl("data:image/svg+xml,x", "src", "img"), BLOCKED_URL);
  assert.equal(safeUrl("data:image/pngx,x", "src", "img"), BLOCKED_URL);
});

Deno.test("safeUrl() looks at every URL of a srcset and of a ping", () => {
  assert.equal(safeUrl("/a 1x, https://x/b 2x", "srcset", "img"), "/a 1x, https://x/b 2x");
  assert.equal(safeUrl("/a 1x,javascript:x 2x", "srcset", "img"), BLOCKED_URL);
  assert.equal(safeUrl("/a javascript:x", "ping", "a"), BLOCKED_URL);
});

Deno.test("safeUrl() blocks a meta refresh to another scheme, and leaves other contents alone", () => {
  const contents = [
    "0;url=javascript:x",
    "0; URL='data:text/html,x'",
    "0,url=javascript:x",
    "0 javascript:x",
    ".5;javascript:x",
    "\n1\n;\nurl\n=\njavascript:x",
  ];
  for (const content of contents) {
    assert.equal(safeUrl(content, "content", "meta"), BLOCKED_URL, content);
  }
  for (
    const content of [
      "5",
      "5;url=/next",
      "0; https://x",
      "Words; note: more",
      "width=device-width; a: b",
    ]
  ) {
    assert.equal(safeUrl(content, "content", "meta"), content);
  }
});

Deno.test("isUrlAttribute() knows each of them, content in <meta> only", () => {
  for (
    const name
      of "href src action formaction xlink:href data poster ping srcset cite background manifest"
        .split(" ")
  ) {
    assert(isUrlAttribute(name, "x"), name);
  }
  assert(isUrlAttribute("content", "meta"));
  assert(!isUrlAttribute("content", "div"));
  assert(!isUrlAttribute("title", "a"));
});

Deno.test("isSafeAttribute() refuses handlers in text and whole documents", () => {
  for (const name of ["onclick", "ONCLICK", "onx", "on", "srcdoc", "SrcDoc"]) {
    assert(!isSafeAttribute(name));
  }
  for (const name of ["href", "title", "dj-on", "data-on", "lonely"]) assert(isSafeAttribute(name));
});

Deno.test("safeUrl() agrees with a real URL parser about every scheme it lets through", () => {
  const random = seedFrom("safety_test");
  const pieces = [
    "java",
    "script",
    ":",
    "http",
    "s",
    "/",
    "\\",
    "\t",
    "\n",
    "\0",
    " ",
    "a",
    "#",
    "?",
    "data",
    "//",
    "\u00a0",
    "mailto",
    "é",
    "%3a",
    "&",
  ];
  for (let i = 0; i < 20_000; i++) {
    const url = Array.from({ length: random.integer(1, 6) }, () => random.pick(pieces)).join("");
    if (safeUrl(url, "href", "a") === BLOCKED_URL || !URL.canParse(url, "https://own.example/")) {
      continue;
    }
    const { protocol } = new URL(url, "https://own.example/");
    assert.match(protocol, /^(?:https?|mailto|tel):$/, JSON.stringify(url));
  }
});

Deno.test("safeUrl() looks at what an animation writes into a link", () => {
  assert.equal(isUrlAttribute("to", "set"), true);
  assert.equal(isUrlAttribute("to", "Set"), true);
  assert.equal(isUrlAttribute("to", "p"), false);
  assert.equal(safeUrl("#a;javascript:alert(1)", "values", "animate"), BLOCKED_URL);
  assert.equal(safeUrl("0;0.5;1", "values", "animate"), "0;0.5;1");
});
