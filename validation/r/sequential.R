# Boundaries of group sequential designs by rpact: Lan and DeMets's spending functions, one- and
# two-sided, with and without non-binding futility. Writes tests/golden/sequential.json. Run from
# the top of the repository:
#   Rscript validation/r/sequential.R

suppressMessages(library(rpact))
library(jsonlite)

shares <- list(
  two = c(0.5, 1), even = (1:5) / 5, uneven = c(0.2, 0.45, 0.7, 1), late = c(0.6, 0.65, 0.9, 1),
  ten = (2:11) / 11
)
spend <- list("obrien-fleming" = function(t, a) 2 * pnorm(qnorm(a / 2) / sqrt(t)), pocock = function(t, a) a * log1p((exp(1) - 1) * t))
# The second boundary by integrate(): rpact's own quadrature is good for five decimals or so.
second <- function(t, alpha, sided, spending) {
  a <- spend[[spending]](t[1:2], alpha / sided)
  b <- qnorm(a[1], lower.tail = FALSE)
  low <- if (sided == 2) -b else -Inf
  crossed <- function(z) integrate(function(u) dnorm(u) * pnorm((z * sqrt(t[2]) - u * sqrt(t[1])) / sqrt(t[2] - t[1]), lower.tail = FALSE),
                                   low, b, rel.tol = 1e-13, subdivisions = 5000L)$value
  c(b, uniroot(function(z) crossed(z) - (a[2] - a[1]), c(0, 9), tol = 1e-13)$root)
}
types <- c("obrien-fleming" = "asOF", pocock = "asP")
futile <- c("obrien-fleming" = "bsOF", pocock = "bsP")
cases <- list()
for (name in names(shares)) for (spending in names(types)) {
  t <- shares[[name]]
  for (sided in 1:2) for (alpha in c(0.025, 0.05)) {
    d <- getDesignGroupSequential(kMax = length(t), informationRates = t, alpha = alpha, typeOfDesign = types[[spending]], sided = sided)
    cases[[length(cases) + 1]] <- list(
      id = paste("boundaries", name, spending, sided, alpha, sep = "/"), t = t, alpha = alpha, sided = sided, spending = spending,
      call = "getDesignGroupSequential(kMax, informationRates, alpha, typeOfDesign, sided)", z = d$criticalValues, spent = d$alphaSpent)
  }
  for (beta in c(0.1, 0.2)) {
    d <- getDesignGroupSequential(kMax = length(t), informationRates = t, alpha = 0.025, beta = beta, typeOfDesign = types[[spending]],
                                  sided = 1, typeBetaSpending = futile[[spending]], bindingFutility = FALSE)
    cases[[length(cases) + 1]] <- list(
      id = paste("futility", name, spending, beta, sep = "/"), t = t, alpha = 0.025, beta = beta, sided = 1, spending = spending,
      call = "getDesignGroupSequential(..., beta, typeBetaSpending, bindingFutility = FALSE)", z = d$criticalValues,
      futility = d$futilityBounds, inflation = getDesignCharacteristics(d)$inflationFactor)
  }
}
near <- list(two = c(0.5, 1), close = c(0.5, 0.52), early = c(0.1, 0.15), late = c(0.9, 0.91), wide = c(0.2, 0.95))
for (name in names(near)) for (spending in names(types)) for (sided in 1:2) for (alpha in c(0.025, 0.05))
  cases[[length(cases) + 1]] <- list(
    id = paste("integrated", name, spending, sided, alpha, sep = "/"), t = near[[name]], alpha = alpha, sided = sided, spending = spending,
    call = "uniroot and integrate on the first two looks", z = second(near[[name]], alpha, sided, spending))
write(toJSON(list(what = "Group sequential boundaries", script = "validation/r/sequential.R", R = R.version.string,
                  pkg = list(rpact = as.character(packageVersion("rpact"))), cases = cases), auto_unbox = TRUE, digits = I(17)),
      "tests/golden/sequential.json")
