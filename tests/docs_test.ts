/** The documentation says what is so: its files exist, its codes are all, its code compiles. */

import assert from "node:assert/strict";
import { FAILURES, WARNINGS } from "../protocol/mod.ts";
import { complaintsAbout, type Page } from "./docs/compile.ts";
import { blocksOf, codesIn, filesNamedIn } from "./docs/markdown.ts";

const ROOT = new URL("../", import.meta.url);

function read(path: string): Page {
  return { path, text: Deno.readTextFileSync(new URL(path, ROOT)) };
}

function exists(path: string): boolean {
  try {
    Deno.statSync(new URL(path, ROOT));
    return true;
  } catch {
    return false;
  }
}

/** README.md and all pages of docs/. */
function pages(): Page[] {
  const paths = ["README.md"];
  const visit = (folder: string): void => {
    for (const entry of Deno.readDirSync(new URL(folder, ROOT))) {
      if (entry.isDirectory) visit(`${folder}${entry.name}/`);
      else if (entry.name.endsWith(".md")) paths.push(folder + entry.name);
    }
  };
  visit("docs/");
  return paths.sort().map(read);
}

Deno.test("every file named in docs/life_of_a_patch.md exists", () => {
  const named = filesNamedIn(read("docs/life_of_a_patch.md").text, "docs/");
  assert(named.length >= 10, `it names only ${named.length} files; a click passes more rooms`);
  assert.deepEqual(named.filter((path) => !exists(path)), []);
});

Deno.test("every error code has its entry in docs/errors.md", () => {
  const codes = codesIn(read("docs/errors.md").text);
  assert.deepEqual(Object.keys(FAILURES).filter((code) => !codes.has(code)), []);
});

Deno.test("every warning has its row in docs/development.md, a sentence in the code, and no twin", () => {
  const rows = [...codesIn(read("docs/development.md").text)];
  const names = Object.keys(WARNINGS);
  assert.deepEqual(rows.sort(), names.sort());
  const rooms = ["server", "vdom", "forms", "presence", "decorators", "client"].map((room) =>
    sourcesIn(`${room}/`)
  ).join("\n");
  assert.deepEqual(names.filter((name) => !rooms.includes(`"${name}"`)), []);
});

/** The published code of a folder. */
function sourcesIn(folder: string): string {
  let text = "";
  for (const { name, isDirectory } of Deno.readDirSync(new URL(folder, ROOT))) {
    if (isDirectory) text += sourcesIn(`${folder}${name}/`);
    else if (/(?<!_test)\.tsx?$/.test(name)) text += read(folder + name).text;
  }
  return text;
}

Deno.test("no link in README.md or docs/ leads nowhere", () => {
  const dead = pages().flatMap(({ path, text }) => {
    const folder = path.slice(0, path.lastIndexOf("/") + 1);
    // In code `list[0](item)` is no link.
    const prose = text.replaceAll(/```[\s\S]*?```|`[^`\n]*`/g, "");
    const links = filesNamedIn(prose, folder);
    return links.filter((link) => !exists(link)).map((link) => `${path}: ${link}`);
  });
  assert.deepEqual(dead, []);
});

Deno.test("README.md leads to every page of docs/", () => {
  const all = pages().map(({ path }) => path);
  const named = filesNamedIn(read("README.md").text, "");
  const lost = all.filter((path) => /^docs\/[^/]+$/.test(path) && !named.includes(path));
  assert.deepEqual(lost, []);
});

Deno.test("the TypeScript in README.md and docs/ compiles", async () => {
  const all = pages();
  const readme = all.find((page) => page.path === "README.md");
  assert(readme && blocksOf(readme.text).length > 0, "README.md shows no module");
  assert.equal(await complaintsAbout(all), "");
});

const PAGE = `
# \`a-heading\` and more
| \`a-row\` | says | \`not-this\` |
See \`server/page/page.ts\`, \`x.y\`, [words](words.md#view), [law](../tests/law/rooms.ts), [web](https://a.b/c.md).
\`\`\`ts
// main.ts
import { a } from "./a.ts";
a();
\`\`\`
\`\`\`tsx
/* with */ import { b } from "b";
\`\`\`
\`\`\`ts
const partOf = "a module";
\`\`\`
\`\`\`sh
import nothing
\`\`\`
- in a list
  \`\`\`typescript
  import { c } from "c";
  if (c) {
    c();
  }
  \`\`\`
`;

Deno.test("blocksOf() finds the modules among the blocks", () => {
  assert.deepEqual(blocksOf(PAGE), [
    {
      line: 6,
      name: "main.ts",
      extension: "ts",
      code: `// main.ts\nimport { a } from "./a.ts";\na();\n`,
    },
    { line: 11, name: undefined, extension: "tsx", code: `/* with */ import { b } from "b";\n` },
    {
      line: 21,
      name: undefined,
      extension: "ts",
      code: `import { c } from "c";\nif (c) {\n  c();\n}\n`,
    },
  ]);
});

Deno.test("filesNamedIn() finds paths in backticks and targets of links", () => {
  const files = ["docs/words.md", "server/page/page.ts", "tests/law/rooms.ts"];
  assert.deepEqual(filesNamedIn(PAGE, "docs/"), files);
});

Deno.test("codesIn() finds headings and first cells", () => {
  assert.deepEqual([...codesIn(PAGE)], ["a-heading", "a-row"]);
});

const fenced = (...lines: string[]): string => ["```ts", ...lines, "```", ""].join("\n");

Deno.test("complaintsAbout() names page, file and error, and lets a page show a file twice", async () => {
  const wrong = fenced(
    "// a.ts",
    'import assert from "node:assert/strict";',
    "export const a = 1;",
    "assert(a);",
  ) + fenced(
    'import { a } from "./a.ts";',
    'import { Hono } from "hono";',
    "export const b: string = a;",
    "export const app = new Hono();",
  );
  const twice = fenced("// a.ts", 'import "node:assert";', "export const a: number = 1;") +
    fenced("// b.ts", 'import { a } from "./a.ts";', "export const b: number = a;") +
    fenced("// a.ts", 'import "node:assert";', "export const a: number = 2;");
  const complaints = await complaintsAbout([
    { path: "docs/page.md", text: wrong },
    { path: "README.md", text: twice },
  ]);
  assert.match(complaints, /Type 'number' is not assignable to type 'string'/);
  assert.match(complaints, /docs\/page.md\/1\/line_8.ts:3/);
  assert.equal(complaints.match(/TS\d+/g)?.length, 1);
});
