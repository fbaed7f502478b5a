# Jackson's interval and the median-unbiased estimate of tau2 from the generalised Q statistic, to
# more decimals than metafor's own search gives: eigenvalues of the quadratic form by eigen(), its
# distribution by numerical inversion of the characteristic function (Imhof 1961,
# doi:10.1093/biomet/48.3-4.419), roots by uniroot() with a tight tolerance. Writes
# tests/golden/generalised_q.json. Run from the top of the repository:
#   Rscript validation/r/generalised_q.R

suppressMessages(library(metafor))
library(jsonlite)

above <- function(q, lambda) {
  # Substituting u = tan(x) makes the range finite; the integrand is smooth but for k small.
  integrand <- function(u) {
    vapply(u, function(one) {
      theta <- sum(atan(lambda * one)) / 2 - q * one / 2
      rho <- prod((1 + (lambda * one)^2)^0.25)
      sin(theta) / (one * rho)
    }, 0)
  }
  # Between zeros of the slowly turning phase the pieces alternate; they are added one by one.
  edges <- c(0, (1:4000) * 2 * pi / q)
  total <- 0
  terms <- numeric()
  for (i in seq_len(length(edges) - 1)) {
    piece <- integrate(integrand, edges[i], edges[i + 1], rel.tol = 1e-12, abs.tol = 1e-15)$value
    terms <- c(terms, piece)
    if (abs(piece) < 1e-15 && i > 3) break
    if (i >= 40 && i %% 10 == 0) {
      euler <- cumsum(terms)
      while (length(euler) > 1) euler <- (euler[-1] + euler[-length(euler)]) / 2
      if (exists("last") && abs(euler - last) < 1e-14) break
      last <- euler
    }
  }
  sums <- cumsum(terms)
  if (abs(terms[length(terms)]) > 1e-15) {
    while (length(sums) > 1) sums <- (sums[-1] + sums[-length(sums)]) / 2
  }
  0.5 + sums[length(sums)] / pi
}

solve_for <- function(yi, vi, wi, target) {
  k <- length(yi)
  P <- diag(wi) - tcrossprod(wi) / sum(wi)
  q <- c(crossprod(yi, P %*% yi))
  excess <- function(tau2) {
    S <- diag(sqrt(vi + tau2)) %*% P %*% diag(sqrt(vi + tau2))
    lambda <- eigen(S, symmetric = TRUE, only.values = TRUE)$values[seq_len(k - 1)]
    above(q, lambda) - target
  }
  if (excess(0) > 0) return(0)
  upper <- 1
  while (excess(upper) < 0) upper <- upper * 4
  uniroot(excess, c(0, upper), tol = 1e-13, maxiter = 1000)$root
}

bcg <- escalc("RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg)
sets <- list(
  bcg = list(yi = c(bcg$yi), vi = c(bcg$vi)),
  raudenbush1985 = list(yi = c(dat.raudenbush1985$yi), vi = c(dat.raudenbush1985$vi)),
  hackshaw1998 = list(yi = c(dat.hackshaw1998$yi), vi = c(dat.hackshaw1998$vi)),
  five = list(yi = c(0.1, 0.9, -0.3, 0.5, 1.4), vi = c(0.02, 0.3, 0.05, 0.01, 0.2))
)
weightings <- list(
  `1/vi` = function(vi) 1 / vi,
  `1/sqrt(vi)` = function(vi) 1 / sqrt(vi),
  equal = function(vi) rep(1, length(vi))
)
cases <- list()
for (name in names(sets)) {
  for (weighting in names(weightings)) {
    set <- sets[[name]]
    wi <- weightings[[weighting]](set$vi)
    cases[[length(cases) + 1]] <- list(
      id = paste(name, weighting), yi = set$yi, vi = set$vi, weights = wi,
      low = solve_for(set$yi, set$vi, wi, 0.025),
      median = solve_for(set$yi, set$vi, wi, 0.5),
      high = solve_for(set$yi, set$vi, wi, 0.975)
    )
    with(cases[[length(cases)]], cat(sprintf("%-28s %.12g %.12g %.12g\n", id, low, median, high)))
  }
}
golden <- list(
  what = "Generalised Q: 95 % interval and median-unbiased estimate of tau2",
  script = "validation/r/generalised_q.R",
  R = R.version.string,
  pkg = list(metafor = as.character(packageVersion("metafor")),
             metadat = as.character(packageVersion("metadat"))),
  cases = cases
)
write(toJSON(golden, auto_unbox = TRUE, digits = I(17), pretty = TRUE),
      "tests/golden/generalised_q.json")
