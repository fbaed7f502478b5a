# Weighted kappa by vcd (Kappa, standard errors of Fleiss, Cohen and Everitt 1969), its estimate also
# by psych (cohen.kappa), and trial sizes for two risks by R's own power.prop.test.
# Writes tests/golden/rater_agreement.json. Run from the top of the repository:
#   Rscript validation/r/rater_agreement.R

suppressMessages({library(vcd); library(psych); library(jsonlite)})

tables <- list(
  three = matrix(c(44, 5, 1, 7, 20, 3, 9, 5, 6), 3, byrow = TRUE),
  four = matrix(c(30, 6, 2, 0, 5, 18, 4, 1, 1, 7, 12, 3, 0, 2, 3, 6), 4, byrow = TRUE),
  few = matrix(c(5, 2, 0, 0, 1, 4, 1, 0, 0, 1, 2, 0, 0, 0, 1, 0), 4, byrow = TRUE),
  two = matrix(c(20, 5, 10, 15), 2, byrow = TRUE),
  opposed = matrix(c(1, 2, 9, 3, 4, 2, 8, 3, 1), 3, byrow = TRUE)
)

one <- function(x) {
  distance <- abs(outer(seq_len(nrow(x)), seq_len(nrow(x)), "-"))
  of <- function(weights, power) {
    found <- Kappa(x, weights = weights)$Weighted
    beside <- cohen.kappa(x, w = distance^power)$weighted.kappa
    list(kappa = unname(found["value"]), se = unname(found["ASE"]), psych = unname(beside))
  }
  plain <- Kappa(x)$Unweighted
  list(
    table = x,
    unweighted = list(kappa = unname(plain["value"]), se = unname(plain["ASE"])),
    linear = of("Equal-Spacing", 1),
    quadratic = of("Fleiss-Cohen", 2)
  )
}

risks <- list(c(0.2, 0.15), c(0.1, 0.075), c(0.5, 0.6), c(0.02, 0.015), c(0.4, 0.3))
sizes <- lapply(risks, function(p) {
  n <- function(power) {
    power.prop.test(p1 = p[1], p2 = p[2], power = power, tol = 1e-12)$n
  }
  pkg <- list(stats = paste(R.version$major, R.version$minor, sep = "."))
  list(pkg = pkg, risk1 = p[1], risk2 = p[2], each_80 = n(0.8), each_90 = n(0.9))
})

write_json(
  list(
    software = list(
      R = R.version.string,
      vcd = as.character(packageVersion("vcd")),
      psych = as.character(packageVersion("psych"))
    ),
    agreement = lapply(tables, one),
    trial_sizes = sizes
  ),
  "tests/golden/rater_agreement.json", digits = NA, auto_unbox = TRUE, pretty = TRUE
)
