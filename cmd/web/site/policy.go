package site

// Policy is the content policy of every page, without the one directive that
// only a header can carry. A server sends it as a header; pages repeat it in a
// <meta> element, for hosts where nobody sets headers.
//
// 'wasm-unsafe-eval' is what a browser wants to hear before it compiles
// WebAssembly; no script is ever made from text. Ebitengine sets styles through
// the object model, which style-src does not restrict. The one policy for trusted
// types gives the address of the worker that keeps the pages, and nothing else.
const Policy = "default-src 'none'; " +
	"script-src 'self' 'wasm-unsafe-eval'; " +
	"style-src 'self'; " +
	"img-src 'self' data:; " +
	"font-src 'self'; " +
	"connect-src 'self'; " +
	"frame-src 'self'; " +
	"worker-src 'self'; " +
	"base-uri 'none'; " +
	"form-action 'none'; " +
	"require-trusted-types-for 'script'; " +
	"trusted-types barnyard-worker"
