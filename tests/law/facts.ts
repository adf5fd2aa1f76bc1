/** What one source file imports, uses and says at its top level: read from its syntax tree. */

/// <reference lib="deno.unstable" />

/** Something found in a file, and where. */
export interface Found {
  readonly name: string;
  readonly line: number;
}

/** All that the law wants to know of one file. */
export interface Facts {
  readonly path: string;
  readonly imports: readonly Found[];
  /** Free names with an effect: `Deno`, `Date.now`, `document`, …, and the form `x!`. */
  readonly uses: readonly Found[];
  /** Top-level statements that are not `export { a, b } from "…"`. */
  readonly logic: readonly Found[];
  readonly hasModuleDoc: boolean;
}

/** Free names that are an effect by themselves. */
const NAMES: ReadonlySet<string> = new Set([
  ...["Deno", "process", "Buffer", "globalThis", "self", "window", "console"],
  ...["performance", "Temporal", "setTimeout", "setInterval", "clearTimeout", "clearInterval"],
  ...["requestAnimationFrame", "cancelAnimationFrame", "requestIdleCallback", "crypto"],
  ...["fetch", "WebSocket", "EventSource", "XMLHttpRequest", "BroadcastChannel", "Worker"],
  ...["document", "location", "history", "navigator", "localStorage", "sessionStorage"],
]);

/** Effects of otherwise harmless names. */
const MEMBERS: ReadonlySet<string> = new Set(["Date.now", "Math.random"]);

// Deno.lint's node types differ a little per version; these are the few fields that are read here.
interface Node {
  readonly type: string;
  readonly range: readonly [number, number];
  readonly parent?: Node;
  readonly [field: string]: unknown;
}

/** Reads the facts of one file from its text. */
export function factsOf(path: string, text: string): Facts {
  const imports: Found[] = [];
  const uses: Found[] = [];
  const logic: Found[] = [];
  const declared = new Set<string>();

  const at = (node: Node): number => text.slice(0, node.range[0]).split("\n").length;
  const addImport = (node: Node, source: unknown): void => {
    const name = literalOf(source);
    imports.push({ name: name ?? "(a computed specifier)", line: at(node) });
  };
  const addUse = (node: Node, name: string): void => {
    const line = at(node);
    // The key and the value of `{ fetch }` are one word.
    if (!uses.some((use) => use.name === name && use.line === line)) uses.push({ name, line });
  };

  const visitors: Record<string, (node: Node) => void> = {
    Program(node) {
      for (const statement of node.body as readonly Node[]) {
        const isReExport = statement.type === "ExportNamedDeclaration" && statement.source;
        if (!isReExport) logic.push({ name: statement.type, line: at(statement) });
      }
    },
    ImportDeclaration: (node) => addImport(node, node.source),
    ExportAllDeclaration: (node) => addImport(node, node.source),
    ExportNamedDeclaration(node) {
      if (node.source) addImport(node, node.source);
    },
    ImportExpression: (node) => addImport(node, node.source),
    TSImportType: (node) => addImport(node, node.argument),
    Identifier(node) {
      const name = node.name as string;
      if (!NAMES.has(name)) return;
      if (isDeclaration(node)) declared.add(name);
      else if (isFreeValue(node)) addUse(node, name);
    },
    MemberExpression(node) {
      const object = node.object as Node;
      const property = node.property as Node;
      const name = `${object.name}.${property.name}`;
      if (object.type === "Identifier" && !node.computed && MEMBERS.has(name)) addUse(node, name);
    },
    NewExpression(node) {
      const callee = node.callee as Node;
      const isNow = callee.name === "Date" && (node.arguments as readonly Node[]).length === 0;
      if (isNow) addUse(node, "Date.now");
    },
    TSNonNullExpression: (node) => addUse(node, "x!"),
  };

  const plugin: Deno.lint.Plugin = {
    name: "law",
    rules: { facts: { create: () => visitors as unknown as Deno.lint.LintVisitor } },
  };
  Deno.lint.runPlugin(plugin, path, text);

  const head = /^(?:\/\/[^\n]*\n|\s)*\/\*\*([\s\S]*?)\*\//.exec(text)?.[1] ?? "";
  return {
    path,
    imports,
    uses: uses.filter((use) => !declared.has(use.name)),
    logic,
    hasModuleDoc: head.includes("@module"),
  };
}

function literalOf(node: unknown): string | undefined {
  const { type, value, literal } = node as Node;
  if (type === "TSLiteralType") return literalOf(literal);
  return typeof value === "string" ? value : undefined;
}

/** Whether this identifier brings its name into the file, so that the name is no longer a global. */
function isDeclaration(node: Node): boolean {
  const parent = node.parent;
  if (!parent) return false;
  switch (parent.type) {
    case "VariableDeclarator":
    case "FunctionDeclaration":
    case "ClassDeclaration":
      return same(parent.id, node) || isParameter(parent, node);
    case "ArrowFunctionExpression":
    case "FunctionExpression":
      return isParameter(parent, node);
    case "ImportSpecifier":
    case "ImportDefaultSpecifier":
    case "ImportNamespaceSpecifier":
      return true;
    case "AssignmentPattern":
      return same(parent.left, node);
    case "Property":
      return parent.parent?.type === "ObjectPattern" && same(parent.value, node);
    case "ArrayPattern":
    case "RestElement":
      return true;
    default:
      return false;
  }
}

/** Whether this identifier reads a value of that name, rather than naming a property or a type. */
function isFreeValue(node: Node): boolean {
  const parent = node.parent;
  if (!parent) return true;
  switch (parent.type) {
    case "MemberExpression":
      return same(parent.object, node) || parent.computed === true;
    case "Property":
      // `{ fetch }` is a property and a value at once.
      return same(parent.value, node);
    case "PropertyDefinition":
    case "MethodDefinition":
    case "AccessorProperty":
      return same(parent.value, node) || parent.computed === true;
    case "ExportSpecifier":
    case "LabeledStatement":
    case "JSXAttribute":
    case "JSXIdentifier":
      return false;
    default:
      return !TYPE_ONLY.has(parent.type);
  }
}

const TYPE_ONLY: ReadonlySet<string> = new Set([
  "TSQualifiedName",
  "TSTypeReference",
  "TSTypeQuery",
  "TSPropertySignature",
  "TSMethodSignature",
  "TSFunctionType",
  "TSEnumMember",
  "TSInterfaceDeclaration",
  "TSTypeAliasDeclaration",
  "TSNamedTupleMember",
  "TSModuleDeclaration",
  "TSAbstractMethodDefinition",
  "TSParameterProperty",
  "TSIndexSignature",
  "TSConstructorType",
  "TSCallSignatureDeclaration",
  "TSDeclareFunction",
]);

function isParameter(parent: Node, node: Node): boolean {
  const params = parent.params;
  return Array.isArray(params) && params.some((param) => same(param, node));
}

// Nodes may be fresh objects at every read, so they are compared by place.
function same(a: unknown, b: Node): boolean {
  const node = a as Node | null | undefined;
  return !!node && node.type === b.type && node.range[0] === b.range[0] &&
    node.range[1] === b.range[1];
}
