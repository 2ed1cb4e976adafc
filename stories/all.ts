import { familyTicket } from "./family/story.ts";
import { firstVisit } from "./first-visit.ts";
import { museumBirthday } from "./museum-birthday.ts";
import { nightStreet } from "./night-street.ts";
import { oneGroupADay } from "./one-group-a-day.ts";
import type { Story } from "./story.ts";

export const stories: readonly Story[] = [firstVisit, familyTicket, nightStreet, museumBirthday, oneGroupADay];
