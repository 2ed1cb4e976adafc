// The shared client of the public HTTP API. It has no transport of its own: the web hands in fetch, the mini-program its own request.

/** What one route takes and gives. The generated `Routes` interface maps "METHOD /v1/path/{id}" to such a shape. */
export interface RouteShape {
  path?: object;
  query?: object;
  body?: unknown;
  response: unknown;
}

export interface TransportRequest {
  method: string;
  /** Path and query string, beginning with "/v1": the transport knows the host. */
  url: string;
  headers: Record<string, string>;
  body: string | undefined;
}

/** `body` is parsed JSON, or text that the client parses, or empty. Header names are lower case. */
export interface TransportResponse {
  status: number;
  headers: Record<string, string>;
  body: unknown;
}

/** Rejects only when no answer came back at all; the client turns that into `NetworkError`. */
export type Transport = (request: TransportRequest) => Promise<TransportResponse>;

export interface FieldError {
  pointer: string;
  code: string;
  detail: string;
}

/** The server answered with a problem (RFC 9457). `detail` is in the caller's language. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly request_id: string | undefined;
  readonly errors: readonly FieldError[];
  /** The whole problem document: some codes carry further members (`available`, `member_id` …). */
  readonly problem: Readonly<Record<string, unknown>>;
  /** Of a 429, in seconds. */
  readonly retry_after_seconds: number | undefined;

  constructor(response: TransportResponse) {
    const problem = asRecord(parseBody(response.body));
    const code = asText(problem["code"]) ?? `http_${response.status}`;
    const detail = asText(problem["detail"]) ?? asText(problem["title"]) ?? "";
    super(detail === "" ? code : detail);
    this.name = "ApiError";
    this.status = response.status;
    this.code = code;
    this.detail = detail;
    this.request_id = asText(problem["request_id"]) ?? response.headers["x-request-id"];
    this.errors = Array.isArray(problem["errors"]) ? (problem["errors"] as FieldError[]) : [];
    this.problem = problem;
    const wait = Number(response.headers["retry-after"]);
    this.retry_after_seconds = Number.isFinite(wait) ? wait : undefined;
  }
}

/** No answer: offline, timed out, or cut off. Whether the server acted is unknown. */
export class NetworkError extends Error {
  constructor(cause: unknown) {
    super("network_error", { cause });
    this.name = "NetworkError";
  }
}

/** A field of the options is required exactly when the route requires it. */
type Part<Shape, Name extends string> = Name extends keyof Shape
  ? undefined extends Shape[Name]
    ? { [N in Name]?: Shape[N & keyof Shape] }
    : { [N in Name]: Shape[N & keyof Shape] }
  : { [N in Name]?: never };

export type CallOptions<Shape> = Part<Shape, "path"> &
  Part<Shape, "query"> &
  Part<Shape, "body"> & { headers?: Record<string, string>; idempotency_key?: string };

type CallArguments<Shape> =
  Record<never, never> extends CallOptions<Shape> ? [options?: CallOptions<Shape>] : [options: CallOptions<Shape>];

export type Call<Routes> = <Name extends keyof Routes & string>(
  route: Name,
  ...options: CallArguments<Routes[Name]>
) => Promise<Routes[Name] extends { response: infer Response } ? Response : never>;

export interface ClientOptions {
  transport: Transport;
  /** Sent as Accept-Language; a function, because people switch language while the client lives. */
  language?: () => string | undefined;
  /** Bearer token; absent where a cookie carries the session. */
  token?: () => string | undefined;
  /** Sent with every request, such as the console's CSRF header. */
  headers?: Record<string, string>;
}

export interface Client<Routes> {
  call: Call<Routes>;
}

interface LooseOptions {
  path?: object;
  query?: object;
  body?: unknown;
  headers?: Record<string, string>;
  idempotency_key?: string;
}

export function createClient<Routes>(client: ClientOptions): Client<Routes> {
  const call = async (route: string, options: LooseOptions = {}): Promise<unknown> => {
    const response = await client.transport(buildRequest(client, route, options)).catch((cause: unknown) => {
      throw new NetworkError(cause);
    });
    if (response.status < 200 || response.status > 299) throw new ApiError(response);
    return parseBody(response.body);
  };
  return { call: call as Call<Routes> };
}

function buildRequest(client: ClientOptions, route: string, options: LooseOptions): TransportRequest {
  const space = route.indexOf(" ");
  const headers: Record<string, string> = { accept: "application/json", ...client.headers };
  const language = client.language?.();
  if (language !== undefined) headers["accept-language"] = language;
  const token = client.token?.();
  if (token !== undefined) headers["authorization"] = `Bearer ${token}`;
  if (options.body !== undefined) headers["content-type"] = "application/json";
  if (options.idempotency_key !== undefined) headers["idempotency-key"] = options.idempotency_key;
  return {
    method: route.slice(0, space),
    url: fillPath(route.slice(space + 1), { ...options.path }) + queryString({ ...options.query }),
    headers: { ...headers, ...options.headers },
    body: options.body === undefined ? undefined : JSON.stringify(options.body),
  };
}

type Plain = string | number | boolean | null | undefined;

function fillPath(template: string, values: Record<string, Plain>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined || value === null) throw new Error(`${template} needs ${name}`);
    return encodeURIComponent(value);
  });
}

/** Written by hand: URLSearchParams does not exist in a mini-program. Lists repeat their name. */
function queryString(values: Record<string, Plain | readonly Plain[]>): string {
  const pairs = Object.entries(values).flatMap(([name, value]) =>
    [value]
      .flat()
      .filter((item) => item !== undefined && item !== null)
      .map((item) => `${encodeURIComponent(name)}=${encodeURIComponent(item)}`),
  );
  return pairs.length === 0 ? "" : `?${pairs.join("&")}`;
}

function parseBody(body: unknown): unknown {
  if (typeof body !== "string") return body;
  if (body === "") return undefined;
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function asText(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
