// What the services refuse: the answer's body, in a file whose name ends in the status.
import { guid } from "./ids.mjs";

/** Refusals as files, by their path below fixtures. */
export function refusalFiles(company) {
  return new Map([
    ...company.refused.entra.map((one) => [`entra${one.path}.${one.status}.json`, graphError(one, company)]),
    ...company.refused.okta.map((one) => [`okta${one.path}.${one.status}.json`, oktaError(one)]),
  ]);
}

const graphError = ({ path, code, message }, company) => ({
  error: {
    code,
    message,
    innerError: { date: company.now.slice(0, 19), "request-id": guid("request", path), "client-request-id": guid("request", path) },
  },
});

const oktaError = ({ path, code, message }) => ({
  errorCode: code,
  errorSummary: message,
  errorLink: code,
  errorId: `oae${guid(path).replaceAll("-", "").slice(0, 20)}`,
  errorCauses: [],
});
