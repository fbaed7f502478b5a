# Effect sizes that the larger golden file leaves out, from Debian's metafor, for
# tests/golden/more_effects.json. Run from the repository's root:
#   Rscript validation/r/more_effects.R

suppressMessages({
  library(metafor)
  library(jsonlite)
})

tables <- list(ai = c(20, 3, 0, 45), bi = c(15, 9, 7, 12), ci = c(5, 4, 2, 30), di = c(60, 30, 11, 0))
pairs <- list(ai = c(20, 3, 45), bi = c(15, 9, 12), ci = c(5, 4, 30), di = c(60, 30, 8))
shares <- list(xi = c(3, 0, 20, 11), ni = c(30, 12, 20, 25))
alphas <- list(ai = c(0.9, 0.71, -0.1), mi = c(10, 2, 5), ni = c(50, 20, 111))
groups <- list(
  m1i = c(10, 5.2, 33), sd1i = c(2, 1.1, 9), n1i = c(20, 31, 500),
  m2i = c(8, 5.9, 21), sd2i = c(1.5, 1.3, 8), n2i = c(25, 12, 450)
)
correlations <- list(ri = c(-0.9, 0, 0.31, 0.02), ni = c(5, 7, 24, 400))

cases <- list(
  list("MPRD", pairs), list("MPOR", pairs), list("OR2D", tables), list("D2OR", groups),
  list("RD", tables, vtype = "UB"), list("PR", shares, vtype = "UB"), list("ABT", alphas),
  list("AHW", alphas), list("ARAW", alphas), list("UCOR", correlations, vtype = "UB"),
  list("ZCOR", correlations)
)

# escalc looks its columns up by name in the call, so each call is written out and evaluated.
found <- lapply(cases, function(case) {
  options <- case[-(1:2)]
  words <- c(
    sprintf('measure = "%s"', case[[1]]), sprintf("%s = %s", names(case[[2]]), names(case[[2]])),
    sprintf('%s = "%s"', names(options), unlist(options)), "data = study"
  )
  study <<- as.data.frame(case[[2]])
  effects <- eval(parse(text = sprintf("escalc(%s)", paste(words, collapse = ", "))))
  list(
    measure = case[[1]], columns = case[[2]], options = options,
    yi = as.vector(effects$yi), vi = as.vector(effects$vi)
  )
})

write(
  toJSON(
    list(metafor = as.character(packageVersion("metafor")), cases = found),
    digits = NA, auto_unbox = TRUE, na = "null", pretty = TRUE
  ),
  "tests/golden/more_effects.json"
)
