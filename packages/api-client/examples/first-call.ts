// HUIYOU_URL=http://127.0.0.1:8080 HUIYOU_KEY=hy_test_… node examples/first-call.ts
import process from "node:process";
import { createClient, type Routes } from "@huiyou/api-client";
import { fetchTransport } from "@huiyou/api-client/fetch";

const { HUIYOU_URL = "http://127.0.0.1:8080", HUIYOU_KEY } = process.env;
const api = createClient<Routes>({ transport: fetchTransport(HUIYOU_URL), token: () => HUIYOU_KEY });

const tenant = await api.call("GET /v1/tenant");
const venues = await api.call("GET /v1/venues");
console.log(`${tenant.name} (${tenant.mode}): ${venues.data.length} venues`);
