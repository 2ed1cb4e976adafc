export {
  ApiError,
  type Call,
  type CallOptions,
  type Client,
  type ClientOptions,
  createClient,
  type FieldError,
  NetworkError,
  type RouteShape,
  type Transport,
  type TransportRequest,
  type TransportResponse,
} from "./client.ts";
export type * from "./routes.gen.ts";
