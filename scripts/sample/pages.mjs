// How an answer of each service is cut into pages and laid into files.

/** The pages of a list; an empty list has one empty page. */
export function cut(items, size) {
  const pages = [];
  for (let start = 0; start === 0 || start < items.length; start += size) pages.push(items.slice(start, start + size));
  return pages;
}

/** Graph says where the next page is inside the body. `url` is the listing's address. */
export function graphPages(url, items, size = 999) {
  const pages = cut(items, size);
  return pages.map((value, i) => ({
    "@odata.context": `https://graph.microsoft.com/v1.0/$metadata#${url.replace(/^.*?(v1\.0|beta)\//, "")}`,
    ...(i + 1 < pages.length ? { "@odata.nextLink": `${url}?$skiptoken=page-${i + 2}` } : {}),
    value,
  }));
}

/** Okta says it in the Link header, which is kept beside the body. */
export function oktaPages(url, items, size = 200) {
  const pages = cut(items, size);
  return pages.map((body, i) => ({
    link: [`<${url}>; rel="self"`, ...(i + 1 < pages.length ? [`<${url}?after=page-${i + 2}>; rel="next"`] : [])].join(", "),
    body,
  }));
}

/** A listing's pages as files. */
export const pageFiles = (folder, pages) => pages.map((page, i) => [`${folder}/page-${i + 1}.json`, page]);
