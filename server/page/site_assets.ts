/** The assets of a site: the scripts of the client, and the framework's own files. */

import {
  Assets,
  type ClientBuild,
  isOfDevelopment,
  type PageScripts,
  pageScripts,
  scriptsIn,
} from "./assets.ts";
import { COMEBACK } from "./comeback.ts";
import { STYLE } from "./style.ts";

/** What a site serves, and what its pages say of that. */
export interface SiteAssets {
  readonly files: Assets;
  readonly scripts: PageScripts;
}

/** All files; those of development are not there otherwise. */
export function siteAssets(client: ClientBuild, isDevelopment: boolean): SiteAssets {
  const all = [...scriptsIn(client), STYLE, COMEBACK];
  return {
    files: new Assets(all.filter((one) => isDevelopment || !isOfDevelopment(one))),
    scripts: pageScripts(client),
  };
}
