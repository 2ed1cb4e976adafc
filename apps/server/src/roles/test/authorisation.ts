import { OF_MEMBERS } from "./authorisation-members.ts";
import { OF_PLATFORM } from "./authorisation-platform.ts";
import { OF_VALUE } from "./authorisation-value.ts";

// Who may call what, as people decided it: a route that is not here, or differs from what stands here, fails a test, so that
// every change of access is seen and agreed to in review. `actors`, and after the colon the permission that staff and keys show.
export const AUTHORISATION: Readonly<Record<string, string>> = { ...OF_MEMBERS, ...OF_VALUE, ...OF_PLATFORM };
