import { familyTicket } from "./family/story.ts";
import { firstVisit } from "./first-visit.ts";
import { groupMerge } from "./group-merge.ts";
import { monthEnd } from "./month-end.ts";
import { museumBirthday } from "./museum-birthday.ts";
import { naturalArea } from "./natural-area.ts";
import { nightStreet } from "./night-street.ts";
import { oneGroupADay } from "./one-group-a-day.ts";
import { parkDay } from "./park-day/story.ts";
import { subjectRequest } from "./subject-request.ts";
import type { Story } from "./story.ts";

export const stories: readonly Story[] = [
  firstVisit,
  parkDay,
  familyTicket,
  naturalArea,
  nightStreet,
  museumBirthday,
  oneGroupADay,
  groupMerge,
  monthEnd,
  subjectRequest,
];
