import { firstVisit } from "./first-visit.ts";
import type { Story } from "./story.ts";

export const stories: readonly Story[] = [firstVisit];
