# Measures of accuracy study by study: ratios and their limits by metafor's escalc, tests that
# shares are equal by base R's prop.test, the correlation by cor.
# Writes tests/golden/accuracy.json. Run from the top of the repository:
#   Rscript validation/r/accuracy.R

suppressMessages({library(metafor); library(jsonlite)})

tables <- list(
  five = list(tp = c(18, 40, 27, 9, 33), fn = c(2, 19, 5, 3, 8), fp = c(3, 9, 2, 5, 11),
              tn = c(30, 60, 41, 22, 70)),
  two = list(tp = c(9, 8), fn = c(1, 7), fp = c(1, 4), tn = c(9, 19)),
  # The first share is nearer than half a person to the common one.
  two_near = list(tp = c(10, 19), fn = c(5, 10), fp = c(4, 9), tn = c(21, 40))
)

of <- function(data, name) {
  level <- if (name == "two") 80 else 95
  ratios <- function(...) {
    found <- summary(escalc(...), level = level, transf = exp)
    list(estimate = c(found$yi), ci_low = c(found$ci.lb), ci_high = c(found$ci.ub))
  }
  same <- function(events, others) {
    found <- suppressWarnings(prop.test(events, events + others))
    list(q = unname(found$statistic), df = unname(found$parameter), p_value = found$p.value)
  }
  with(data, list(
    id = name, input = data, level = level / 100,
    pkg = list(metafor = as.character(packageVersion("metafor")),
               stats = paste(R.version$major, R.version$minor, sep = ".")),
    out = list(
      lr_positive = ratios("RR", ai = tp, n1i = tp + fn, ci = fp, n2i = fp + tn),
      lr_negative = ratios("RR", ai = fn, n1i = tp + fn, ci = tn, n2i = fp + tn),
      dor = ratios("OR", ai = tp, bi = fn, ci = fp, di = tn),
      correlation = cor(tp / (tp + fn), fp / (fp + tn)),
      same_sensitivity = same(tp, fn),
      same_specificity = same(tn, fp)
    )
  ))
}

write_json(
  list(
    what = "Measures of accuracy study by study",
    script = "validation/r/accuracy.R",
    R = R.version.string,
    single_studies = unname(Map(of, tables, names(tables)))
  ),
  "tests/golden/accuracy.json", digits = NA, auto_unbox = TRUE, pretty = TRUE
)
