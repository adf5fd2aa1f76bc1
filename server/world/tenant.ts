/** World of one tenant: topics and snapshots of its own, on the bus and the store of all. */

import type { LocalBus } from "./ports/mod.ts";
import type { KeptSessions, KeptState, SessionScope } from "./state/mod.ts";
import type { World } from "./world.ts";

/** The same world for one tenant; that of none is the world itself. */
export function worldFor(world: World, tenant: string | undefined): World {
  if (tenant === undefined) return world;
  if (tenant === "") {
    throw new TypeError(
      `Cannot make the world of a tenant without a name; give undefined for none`,
    );
  }
  const prefix = prefixOf(tenant);
  const { state, leave, events, parts } = world;
  return {
    now: () => world.now(),
    timer: (ms, run, options) => world.timer(ms, run, options),
    process: world.process,
    random: (bytes) => world.random(bytes),
    bus: busOf(world.bus, prefix),
    ...(state && { state: stateOf(state, prefix) }),
    ...(parts && { parts }),
    tenant,
    limits: world.limits,
    observe: (record) => world.observe(record),
    get detail() {
      return world.detail;
    },
    kinds: world.kinds,
    ...(events && { events }),
    development: world.development,
    strictStyles: world.strictStyles,
    ...(leave && { leave: (to, carry) => leave.call(world, to, carry) }),
  };
}

/**
 * What stands before the topics and keys of a tenant. An app's own topics never begin like this, nor
 * do tokens; and no name of a tenant is the beginning of another's.
 */
function prefixOf(tenant: string): string {
  return `djust:tenant:${encodeURIComponent(tenant)}:`;
}

function busOf(bus: LocalBus, prefix: string): LocalBus {
  return {
    publish: (topic, message) => bus.publish(prefix + topic, message),
    subscribe: (topic, listener) => bus.subscribe(prefix + topic, listener),
  };
}

function stateOf(state: KeptState, prefix: string): KeptState {
  return {
    take: (key, wanted) => state.take(prefix + key, wanted),
    save: (key, snapshot, options) => state.save(prefix + key, snapshot, options),
    remove: (key) => state.remove(prefix + key),
    tellOnce: (record, view) => state.tellOnce(record, view),
    sessions: state.sessions && sessionsOf(state.sessions, prefix),
  };
}

function sessionsOf(sessions: KeptSessions, prefix: string): KeptSessions {
  const own = (scope: SessionScope) => ({ ...scope, session: prefix + scope.session });
  return {
    pack: (value, version) => sessions.pack(value, version),
    read: (scope) => sessions.read(own(scope)),
    write: (scope, change) => sessions.write(own(scope), change),
    forget: (session) => sessions.forget(prefix + session),
  };
}
