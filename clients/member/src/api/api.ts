import { ApiError } from "@huiyou/api-client";
import { endSession, session } from "../state/personal.ts";
import { clientFor } from "./client.ts";

const client = clientFor(() => session.get()?.token);

/** Every call of a member. A session the server no longer knows is forgotten here, and the pages turn to "signed out". */
export const call: typeof client.call = async (route, ...options) => {
  const token = session.get()?.token;
  try {
    return await client.call(route, ...options);
  } catch (error) {
    if (error instanceof ApiError && error.status === 401 && token !== undefined && token === session.get()?.token) {
      endSession(true);
    }
    throw error;
  }
};
