/** Where files break the law of the rooms. */

import type { Facts, Found } from "./facts.ts";
import {
  COMPUTED,
  type Effect,
  EFFECTS,
  INNER,
  OUTER_DOORS,
  OUTSIDE,
  type Room,
  ROOMS,
  SIDE_DOORS,
  TOOLS,
} from "./rooms.ts";

/** Every breach of the law in these files, as a sentence with its place and what to do. */
export function breachesOf(files: readonly Facts[]): string[] {
  return files.flatMap((file) => {
    const outside = OUTSIDE[roomOf(file.path) as keyof typeof OUTSIDE] as string | undefined;
    const say = (found: Found, sentence: string): string =>
      `${file.path}:${found.line}: ${sentence}`;
    if (outside) return outsideBreaches(file, outside, say);
    const room = ROOMS[roomOf(file.path)];
    if (!room) {
      return [`${file.path}: is in no room of tests/law/rooms.ts; move it or add its room there`];
    }
    if (!isInARoom(file.path)) {
      return [`${file.path}: is in no room of tests/law/rooms.ts; move it or add its room there`];
    }
    return [
      ...importBreaches(file, room, say),
      ...effectBreaches(file, room, say),
      ...doorBreaches(file, say),
    ];
  });
}

/** How the facts of a file name a specifier that is no literal. */
const COMPUTED_NAME = "(a computed specifier)";

type Say = (found: Found, sentence: string) => string;

function importBreaches(file: Facts, room: Room, say: Say): string[] {
  const own = roomOf(file.path);
  return file.imports.flatMap((found) => {
    const target = resolve(file.path, found.name);
    if (target === undefined) return packageBreaches(file, room, found, say);
    const theirs = roomOf(target);

    if (theirs === own) {
      if (isTest(file.path)) return [];
      return OUTER_DOORS.includes(target)
        ? [say(found, `imports "${found.name}", a door only for those outside of ${own}`)]
        : innerBreaches(file.path, target, found, say);
    }
    if (isTest(file.path) && (theirs === "testing" || theirs === "tests")) {
      return theirs === "tests" || isDoor(target) ? [] : [notADoor(found, theirs, say)];
    }
    const isAllowed = room.imports.includes(theirs) || room.imports.includes(target);
    if (!isAllowed && !TOOLS.includes(file.path)) {
      const list = room.imports.join(", ") || "nothing";
      return [
        say(
          found,
          `imports "${found.name}", but ${own} may import only ${list}; take it as an argument instead`,
        ),
      ];
    }
    return isDoor(target) ? [] : [notADoor(found, theirs, say)];
  });
}

/** Between the rooms inside of a room: only what stands before, and only its door. */
function innerBreaches(path: string, target: string, found: Found, say: Say): string[] {
  const own = commonRoom(path, target);
  const order = INNER[own];
  const [from, to] = [innerOf(path, own), innerOf(target, own)];
  if (!order || from === to) return [];
  if (to === undefined) {
    return [say(found, `imports "${found.name}", which is above ${own}/${from}; move it inside`)];
  }
  if (from !== undefined && order.indexOf(to) > order.indexOf(from)) {
    return [
      say(
        found,
        `imports "${found.name}", but ${own}/${from} stands before ${own}/${to}; ` +
          `take it as an argument, or move what both need`,
      ),
    ];
  }
  const isItsDoor = target === `${own}/${to}/mod.ts` || SIDE_DOORS.includes(target);
  return isItsDoor ? [] : [notADoor(found, `${own}/${to}`, say)];
}

function packageBreaches(file: Facts, room: Room, found: Found, say: Say): string[] {
  const name = found.name;
  if (name === COMPUTED_NAME && COMPUTED.includes(file.path)) return [];
  if (/^(npm|jsr|https?):/.test(name)) {
    return [say(found, `imports "${name}"; name it in the imports of deno.json instead`)];
  }
  if (isTest(file.path) || TOOLS.includes(file.path)) return [];
  if (name.startsWith("@djust/live")) {
    return [say(found, `imports "${name}"; published code imports its own files by path`)];
  }
  if (packageAllowed(file.path, room, name)) return [];
  const where = Object.values(ROOMS).flatMap((other) => other.packages[packageOf(name)] ?? []);
  const fix = where.length > 0 ? `only ${where.join(", ")} may` : `no room may`;
  return [say(found, `imports "${name}", but ${fix}; see tests/law/rooms.ts`)];
}

function packageAllowed(path: string, room: Room, name: string): boolean {
  return covers(room.packages[packageOf(name)], path);
}

function effectBreaches(file: Facts, room: Room, say: Say): string[] {
  if (isTest(file.path) || TOOLS.includes(file.path) || isGenerated(file.path)) return [];
  return file.uses.flatMap((found) => {
    const effect = effectOf(found.name);
    if (!effect || covers(room.rim[effect], file.path)) return [];
    return [say(found, effectSentence(effect, found.name, room, roomOf(file.path)))];
  });
}

function doorBreaches(file: Facts, say: Say): string[] {
  if (file.path !== "mod.ts" && !file.path.endsWith("/mod.ts")) return [];
  const breaches = file.logic.map((statement) =>
    say(
      statement,
      `has code (${statement.name}); a door holds only named re-exports (export { a } from "./a.ts")`,
    )
  );
  if (!file.hasModuleDoc) {
    breaches.push(`${file.path}:1: has no module doc; begin the door with /** … @module */`);
  }
  return breaches;
}

function outsideBreaches(file: Facts, may: string, say: Say): string[] {
  return file.imports.flatMap((found) => {
    if (/^(npm|jsr|https?):/.test(found.name)) {
      return [say(found, `imports "${found.name}"; name it in the imports of deno.json instead`)];
    }
    const target = resolve(file.path, found.name);
    if (may === "anything" || target === undefined) return [];
    if (roomOf(target) === roomOf(file.path)) return [];
    if (may === "doors" && (isDoor(target) || roomOf(target) === "tests")) return [];
    if (isTest(file.path) && roomOf(target) === "tests") return [];
    const fix = may === "names" ? `import "@djust/live" instead` : `go through a mod.ts`;
    return [say(found, `imports "${found.name}", a file inside another room; ${fix}`)];
  });
}

function notADoor(found: Found, theirs: string, say: Say): string {
  return say(found, `imports "${found.name}", past the door; import ${theirs}/mod.ts`);
}

function effectOf(name: string): Effect | undefined {
  const entries = Object.entries(EFFECTS) as [Effect, readonly string[]][];
  return entries.find(([, names]) => names.includes(name))?.[0];
}

function effectSentence(effect: Effect, name: string, room: Room, own: string): string {
  if (effect === "nonNull") return "has a non-null `!`; check the value and say what is wrong";
  const rim = room.rim[effect]?.join(", ");
  const who = rim ? `only ${rim} may` : `${own} may not`;
  const fix = effect === "console" ? "answer with the error instead" : "take it as an argument";
  return `uses \`${name}\` (${effect}), but ${who}; ${fix}`;
}

function covers(places: readonly string[] | undefined, path: string): boolean {
  return !!places?.some((place) => place.endsWith("/") ? path.startsWith(place) : place === path);
}

/** Whether others may come in here: by a room's door, or by that of a room inside of it. */
function isDoor(path: string): boolean {
  return /^([^/]+\/){0,2}mod\.ts$/.test(path) || SIDE_DOORS.includes(path);
}

function isTest(path: string): boolean {
  return /_(test|bench)\.tsx?$/.test(path);
}

function isGenerated(path: string): boolean {
  return path.endsWith(".gen.ts");
}

function roomOf(path: string): string {
  return path.includes("/") ? path.slice(0, path.indexOf("/")) : ".";
}

/** The room inside of a room that a file is in; undefined beside them. */
function innerOf(path: string, room: string): string | undefined {
  const parts = path.slice(room.length + 1).split("/");
  return parts.length > 1 ? parts[0] : undefined;
}

/** The innermost room with rooms inside that both files are in. */
function commonRoom(path: string, target: string): string {
  const own = roomOf(path);
  const inner = `${own}/${innerOf(path, own)}`;
  return inner in INNER && target.startsWith(`${inner}/`) ? inner : own;
}

/** Whether every folder on the way to a file is a room, where the rooms inside have names. */
function isInARoom(path: string): boolean {
  return Object.entries(INNER).every(([room, names]) => {
    const inner = path.startsWith(`${room}/`) ? innerOf(path, room) : undefined;
    return inner === undefined || names.includes(inner);
  });
}

function packageOf(specifier: string): string {
  const parts = specifier.split("/");
  return parts.slice(0, specifier.startsWith("@") ? 2 : 1).join("/");
}

/** The path of a relative import from the root of the repository; undefined for a package. */
function resolve(from: string, specifier: string): string | undefined {
  if (!specifier.startsWith(".")) return undefined;
  return new URL(specifier, `file:///${from}`).pathname.slice(1);
}
