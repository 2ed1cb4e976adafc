import type { CallOptions } from "@huiyou/api-client";
import { keepPreviousData, QueryClient, type UseQueryResult, useMutation, useQuery } from "@tanstack/react-query";
import { ApiError, api, type Failure } from "./client.ts";
import type { Routes } from "./contract.ts";

export type Route = keyof Routes;
/** A filter that is not set may be handed over as undefined; the client leaves it out. */
type Loose<Shape> = Shape extends { query?: infer Query }
  ? { query?: { [Name in keyof Query]?: Query[Name] | undefined } }
  : unknown;
export type Args<R extends Route> = Omit<CallOptions<Routes[R]>, "query"> & Loose<Routes[R]>;
export type Answer<R extends Route> = Routes[R]["response"];

/** The client asks for options only where a route needs some; behind these hooks they are always there. */
const send = api.call as unknown as <R extends Route>(route: R, args: Args<R>) => Promise<Answer<R>>;

const retryable = (error: unknown) => !(error instanceof ApiError) || error.status >= 502;

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 15_000, retry: (count, error) => count < 1 && retryable(error), refetchOnWindowFocus: false },
  },
});

interface Options {
  enabled?: boolean;
  refreshSeconds?: number;
}

/** Reads a route; while the arguments change the last answer stays on the screen. */
export function useApi<R extends Route>(
  route: R,
  args: Args<R>,
  { enabled = true, refreshSeconds }: Options = {},
): UseQueryResult<Answer<R>, Failure> {
  return useQuery<Answer<R>, Failure>({
    queryKey: [route, args],
    queryFn: () => send(route, args),
    enabled,
    placeholderData: keepPreviousData,
    ...(refreshSeconds ? { refetchInterval: refreshSeconds * 1000 } : {}),
  });
}

/**
 * Writes through a route, then marks what these routes answered before as stale and waits until they are read again.
 * A form that is keyed by the version it changes is another form by then, and `mutate` calls back nobody: it awaits `mutateAsync`.
 */
export function useSend<R extends Route>(route: R, refreshes: Route[] = []) {
  return useMutation<Answer<R>, Failure, Args<R>>({
    mutationFn: (args) => send(route, args),
    onSuccess: async () => {
      await Promise.all(refreshes.map((r) => queryClient.invalidateQueries({ queryKey: [r] })));
    },
  });
}
