import type { Season } from "../../../../api/points.ts";
import { useApi } from "../../../../api/query.ts";

const NONE: Season[] = [];
export const useSeasons = (): Season[] => useApi("GET /v1/points/seasons", {}).data?.data ?? NONE;
