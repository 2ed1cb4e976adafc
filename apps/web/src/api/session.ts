import { useQuery } from "@tanstack/react-query";
import { createContext, useContext } from "react";
import { ApiError, api, type Failure } from "./client.ts";
import type { Permission, StaffSession } from "./contract.ts";
import { queryClient } from "./query.ts";

const KEY = ["session"];

/** null: nobody is signed in. */
export function useSessionQuery() {
  return useQuery<StaffSession | null, Failure>({
    queryKey: KEY,
    queryFn: async () => {
      try {
        return await api.call("GET /v1/session");
      } catch (error) {
        if (error instanceof ApiError && error.status === 401) return null;
        throw error;
      }
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Another person or another tenant: nothing read before may be shown. */
export function startSession(session: StaffSession | null): void {
  queryClient.removeQueries({ predicate: (query) => query.queryKey[0] !== KEY[0] });
  queryClient.setQueryData(KEY, session);
}

/** What the session may has changed. */
export function refreshSession(): void {
  void queryClient.invalidateQueries({ queryKey: KEY });
}

export const SessionContext = createContext<StaffSession | null>(null);

export function useSession(): StaffSession {
  const session = useContext(SessionContext);
  if (!session) throw new Error("used outside a signed-in page");
  return session;
}

export function useMay(): (permission: Permission) => boolean {
  const { permissions } = useSession();
  return (permission) => permissions.includes(permission);
}
