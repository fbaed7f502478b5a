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
margins <- list(
  ai = c(35, 12, 57, 30000000), bi = c(65, 34, 38, 40), ci = c(25, 7, 75, 30000020),
  di = c(75, 39, 20, 20), ri = c(0.5, -0.2, 0.99, 0.01)
)
# Nobody or everybody in both groups, one empty cell, two, very many and very few.
sparse <- list(
  ai = c(0, 9, 0, 12, 0, 1, 41000), bi = c(9, 0, 14, 3, 2, 0, 3),
  ci = c(0, 7, 3, 0, 2, 1, 2), di = c(12, 0, 11, 16, 0, 1, 20000)
)
rates <- list(
  x1i = c(0, 0, 4, 25000000), t1i = c(0.01, 120, 33.5, 1e7), x2i = c(0, 3, 0, 7),
  t2i = c(0.02, 90, 41, 1e7)
)
fewest <- list(
  m1i = c(-3, 5e5, 1e-6, 4), sd1i = c(2, 1e5, 3e-6, 1), n1i = c(2, 2, 3, 5),
  m2i = c(-3, -2e5, -2e-6, 4.5), sd2i = c(0.5, 3e5, 1e-6, 7), n2i = c(2, 3, 2, 40)
)
nearly <- list(ri = c(0.999999, -0.9999, 1, -1, 0), ni = c(5, 4, 6, 9, 1000000))
twice <- list(
  m1i = c(3, 40, 5e-5), sd1i = c(1, 12, 3e-5), m2i = c(2.9, 44, 4e-5), sd2i = c(1, 3, 3e-5),
  ni = c(3, 2, 40), ri = c(0.99, -0.999, 0.5)
)
emptied <- list(add = 0.25, to = "if0all", drop00 = TRUE)

cases <- list(
  list("MPRD", pairs), list("MPOR", pairs), list("OR2D", tables), list("D2OR", groups),
  list("RD", tables, vtype = "UB"), list("PR", shares, vtype = "UB"), list("ABT", alphas),
  list("AHW", alphas), list("ARAW", alphas), list("UCOR", correlations, vtype = "UB"),
  list("ZCOR", correlations), list("MPORM", margins),
  c(list("OR", sparse), emptied), c(list("RR", sparse), emptied), c(list("RD", sparse), emptied),
  c(list("PETO", sparse), emptied), list("OR", sparse, to = "all"), list("RR", sparse, add = 0.1),
  c(list("IRR", rates), emptied), list("IRD", rates, to = "all"), list("IRSD", rates, to = "none"),
  list("MD", fewest, vtype = "HO"), list("SMD", fewest), list("SMD", fewest, vtype = "UB"),
  list("SMD", fewest, vtype = "AV"), list("RBIS", fewest), list("VR", fewest),
  list("COR", nearly), list("ZCOR", nearly), list("COR", nearly, vtype = "AV"),
  list("MC", twice), list("SMCC", twice), list("VRC", twice)
)

# escalc looks its columns up by name in the call, so each call is written out and evaluated.
found <- lapply(cases, function(case) {
  options <- case[-(1:2)]
  words <- c(
    sprintf('measure = "%s"', case[[1]]), sprintf("%s = %s", names(case[[2]]), names(case[[2]])),
    sprintf("%s = %s", names(options), vapply(options, deparse, "")), "data = study"
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
    digits = I(17), auto_unbox = TRUE, na = "null", pretty = TRUE
  ),
  "tests/golden/more_effects.json"
)
