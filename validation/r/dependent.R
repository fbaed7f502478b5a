# Dependent effects beyond the shared golden file: every structure, fixed values, several terms,
# V from what effects share, tight profile limits, and cluster-robust tests of several coefficients.
# Writes tests/golden/dependent.json. Run from the top of the repository:
#   Rscript validation/r/dependent.R

suppressMessages({
  library(metafor)
  library(clubSandwich)
  library(jsonlite)
})

# The tightest control under which an optimiser arrives; the highest likelihood of all is kept.
controls <- list(
  list(optimizer = "nlminb", rel.tol = 1e-12, x.tol = 1e-12, eval.max = 5000, iter.max = 5000),
  list(optimizer = "optim", optmethod = "BFGS", reltol = 1e-15, maxit = 5000),
  list(optimizer = "Nelder-Mead", reltol = 1e-14, maxit = 20000),
  list(optimizer = "nlminb")
)
fitted_by <- function(...) {
  call <- match.call()
  call[[1]] <- quote(rma.mv)
  caller <- parent.frame()
  fits <- lapply(controls, function(control) {
    call$control <- control
    try(suppressWarnings(eval(call, caller)), silent = TRUE)
  })
  fits <- Filter(function(fit) !inherits(fit, "try-error"), fits)
  fits[[which.max(sapply(fits, function(fit) c(logLik(fit))))]]
}

outputs <- function(fit) {
  out <- list(b = c(fit$beta), se = fit$se, vb = unname(fit$vb), QE = fit$QE, QM = fit$QM,
              QMp = fit$QMp, ll = c(logLik(fit)), AICc = AIC(fit, correct = TRUE))
  if (fit$withS) out$sigma2 <- fit$sigma2
  if (fit$withG) {
    out$tau2 <- fit$tau2
    out$rho <- fit$rho
  }
  if (fit$withH) {
    out$gamma2 <- fit$gamma2
    out$phi <- fit$phi
  }
  out
}

cases <- list()
keep <- function(id, input, call, out) {
  cases[[length(cases) + 1]] <<- list(id = id, input = input, call = call, out = out)
}

# Four times of up to 46 trials, and two outcomes of five trials.
ishak <- dat.ishak2007
long <- reshape(ishak[c("study", "y1i", "v1i", "y2i", "v2i", "y3i", "v3i", "y4i", "v4i")],
  direction = "long", idvar = "study", v.names = c("yi", "vi"),
  varying = list(c("y1i", "y2i", "y3i", "y4i"), c("v1i", "v2i", "v3i", "v4i")))
long <- long[order(long$study, long$time), ]
long <- long[!is.na(long$yi), ]
over_time <- vcalc(vi, cluster = study, time1 = time, phi = 0.9, data = long)
for (struct in c("AR", "CAR", "HCS", "UN", "DIAG", "ID", "CS", "HAR")) {
  for (method in c("REML", "ML")) {
    fit <- fitted_by(yi, over_time, mods = ~ factor(time) - 1, random = ~ time | study,
      struct = struct, data = long, method = method)
    keep(paste("structure", struct, method, sep = "/"), "ishak",
      paste0("rma.mv(random = ~ time | study, struct = '", struct, "', method = '", method, "')"),
      outputs(fit))
  }
}
fit <- fitted_by(yi, over_time, mods = ~ factor(time) - 1, random = ~ time | study, struct = "HAR",
  tau2 = c(NA, 25, NA, 30), data = long)
keep("fixed/tau2", "ishak", "rma.mv(struct = 'HAR', tau2 = c(NA, 25, NA, 30))", outputs(fit))
fit <- fitted_by(yi, over_time, mods = ~ factor(time) - 1, random = ~ time | study, struct = "CS",
  rho = 0.5, data = long)
keep("fixed/rho", "ishak", "rma.mv(struct = 'CS', rho = 0.5)", outputs(fit))
fit <- fitted_by(yi, over_time, mods = ~ factor(time) - 1, random = ~ time | study, struct = "UN",
  rho = c(0.9, 0.8, 0.7, 0.9, 0.8, 0.9), data = long)
keep("fixed/all_rho", "ishak", "rma.mv(struct = 'UN', rho = c(...))", outputs(fit))
long$row <- seq_len(nrow(long))
fit <- fitted_by(yi, over_time, mods = ~ factor(time) - 1, random = list(~ 1 | row, ~ time | study),
  struct = "AR", data = long)
keep("terms/row_and_AR", "ishak", "rma.mv(random = list(~ 1 | row, ~ time | study), struct = 'AR')",
  outputs(fit))

cs <- rma.mv(yi, V = over_time, mods = ~ factor(time) - 1, random = ~ time | study, struct = "CS",
  data = long)
root <- list(tol = 1e-10)
limits <- function(found) unname(found$random[1, 2:3])
# confint fits with the control of the fit, so these are left to the defaults.
keep("profile/CS", "ishak", "confint(fit, control = list(tol = 1e-10))",
  list(tau2 = limits(confint(cs, tau2 = 1, control = root)),
       rho = limits(confint(cs, rho = 1, control = root))))

assink <- dat.assink2016
three <- rma.mv(yi, V = vi, random = ~ 1 | study / esid, data = assink)
keep("profile/three_level", "assink", "confint(fit, control = list(tol = 1e-10))",
  list(sigma2_1 = limits(confint(three, sigma2 = 1, control = root)),
       sigma2_2 = limits(confint(three, sigma2 = 2, control = root))))
fit <- fitted_by(yi, vi, random = ~ 1 | study / esid, sigma2 = c(0.1, NA), data = assink)
keep("fixed/sigma2", "assink", "rma.mv(sigma2 = c(0.1, NA))", outputs(fit))

# Coefficients constant within studies and not: containment degrees of freedom of both.
assink$recent <- as.numeric(assink$year > mean(assink$year))
mods <- fitted_by(yi, vi, mods = ~ recent + year + deltype, random = ~ 1 | study / esid,
  data = assink, test = "t", dfs = "contain")
keep("contain/moderators", "assink", "rma.mv(mods, test = 't', dfs = 'contain')",
  c(outputs(mods), list(ddf = unname(mods$ddf), pval = mods$pval)))
for (rule in c("CR0", "CR1", "CR1p", "CR1S", "CR2")) {
  vcr <- vcovCR(mods, cluster = assink$study, type = rule)
  test <- coef_test(mods, vcov = vcr, test = "Satterthwaite")
  all <- Wald_test(mods, constraints = constrain_zero(2:mods$p), vcov = vcr, test = "HTZ")
  two <- Wald_test(mods, constraints = constrain_zero(4:5), vcov = vcr, test = "HTZ")
  keep(paste("robust", rule, sep = "/"), "assink", paste0("vcovCR(type = '", rule, "'), HTZ"),
    list(se = test$SE, df = test$df, p = test$p_Satt, vcov = unname(unclass(as.matrix(vcr))),
         F = c(all$Fstat, two$Fstat), df_denom = c(all$df_denom, two$df_denom),
         p_F = c(all$p_val, two$p_val)))
}
left <- rstudent(three, cluster = assink$study)
keep("deleted", "assink", "rstudent(cluster = study), cooks.distance, dfbetas",
  list(rstudent = left$obs$z, X2 = left$cluster$X2,
       cook = unname(cooks.distance(three, cluster = assink$study)),
       dfbetas = dfbetas(three, cluster = assink$study)$intrcpt))

structured <- ranef(cs)[[1]]
keep("ranef/CS", "ishak", "ranef(fit)", list(estimate = structured$intrcpt, se = structured$se))

# Three levels and a level in between.
set.seed(20)
deep <- data.frame(a = rep(1:8, each = 6), b = rep(1:3, times = 16), c = 1:48)
deep$vi <- round(runif(48, 0.01, 0.2), 4)
deep$yi <- round(0.2 + rnorm(8, 0, 0.3)[deep$a] + rnorm(24, 0, 0.2)[as.integer(
  interaction(deep$a, deep$b))] + rnorm(48, 0, 0.25) + rnorm(48) * sqrt(deep$vi), 4)
fit <- fitted_by(yi, vi, random = ~ 1 | a / b / c, data = deep)
keep("nested/four_levels", "deep", "rma.mv(random = ~ 1 | a/b/c)", outputs(fit))
fit <- fitted_by(yi, vi, random = list(~ 1 | a, ~ 1 | b), data = deep)
keep("nested/crossed", "deep", "rma.mv(random = list(~ 1 | a, ~ 1 | b))", outputs(fit))
fit <- fitted_by(yi, vi, random = list(~ b | a, ~ c | b), struct = c("CS", "ID"), data = deep)
keep("terms/two_structured", "deep", "rma.mv(random = list(~ b | a, ~ c | b), struct = c('CS', 'ID'))",
  outputs(fit))
R <- 0.6^abs(outer(1:8, 1:8, "-"))
dimnames(R) <- list(1:8, 1:8)
fit <- fitted_by(yi, vi, random = list(~ 1 | a, ~ 1 | c), R = list(a = R), data = deep)
keep("terms/known_correlation", "deep", "rma.mv(random = list(~ 1 | a, ~ 1 | c), R = list(a = R))",
  outputs(fit))
places <- data.frame(x = c(1, 4, 7, 2, 9, 5, 3, 8), y = c(2, 5, 1, 8, 4, 9, 3, 6))
distance <- as.matrix(dist(places))
first <- deep[!duplicated(deep$a), ]
first$one <- 1
for (struct in c("SPEXP", "SPGAU", "SPRAT", "SPSPH", "SPLIN")) {
  range <- 3
  fit <- fitted_by(yi, vi, random = ~ a | one, struct = struct, dist = list(unname(distance) |>
    (\(d) { dimnames(d) <- list(1:8, 1:8); d })()), rho = range, data = first)
  keep(paste("spatial", struct, sep = "/"), "first", paste0("rma.mv(struct = '", struct,
    "', rho = 3)"), outputs(fit))
}

forms <- data.frame(study = c(1, 1, 1, 1, 2, 2, 2, 3, 3), type = c(1, 1, 2, 2, 1, 2, 2, 1, 1),
  obs = c(1, 2, 1, 2, 1, 1, 2, 1, 2), t1 = c(0, 0, 1, 3, 1, 2, 2, 0, 1),
  t2 = c(0, 1, 1, 2, 1, 2, 4, 0, 0), g1 = c("A", "B", "A", "C", "A", "A", "B", "A", "A"),
  g2 = c("C", "C", "B", "B", "B", "B", "A", "C", "C"), w1 = c(10, 20, 10, 15, 30, 30, 25, 12, 12),
  w2 = c(15, 15, 20, 20, 25, 25, 30, 14, 14), vi = c(1, 2, 1.5, 1.2, 0.8, 0.9, 1.1, 0.5, 0.6))
keep("vcalc/type_and_obs", "forms", "vcalc(type, obs, rho = c(0.6, 0.3))",
  list(V = vcalc(vi, study, type = type, obs = obs, rho = c(0.6, 0.3), data = forms)))
keep("vcalc/all", "forms", "vcalc(type, obs, time1, time2, grp1, grp2, w1, w2, rho, phi)",
  list(V = vcalc(vi, study, type = type, obs = obs, time1 = t1, time2 = t2, grp1 = g1, grp2 = g2,
                 w1 = w1, w2 = w2, rho = c(0.6, 0.3), phi = 0.8, data = forms,
                 checkpd = FALSE)))
rho <- matrix(c(1, 0.2, 0.2, 1), 2, dimnames = list(1:2, 1:2))
keep("vcalc/groups", "forms", "vcalc(type, grp1, grp2, w1, w2, rho = matrix)",
  list(V = vcalc(vi, study, type = type, grp1 = g1, grp2 = g2, w1 = w1, w2 = w2, rho = rho,
                 data = forms, checkpd = FALSE)))

inputs <- list(
  ishak = list(yi = long$yi, vi = long$vi, study = as.character(long$study), time = long$time),
  assink = list(yi = assink$yi, vi = assink$vi, study = assink$study, esid = assink$esid,
    X = unname(as.matrix(model.matrix(~ recent + year + deltype, assink)))),
  deep = as.list(deep), first = c(as.list(first), list(distance = unname(distance))),
  forms = as.list(forms)
)
write_json(
  list(what = "Models of dependent effects", script = "validation/r/dependent.R",
    R = R.version.string, pkg = list(metafor = as.character(packageVersion("metafor")),
      clubSandwich = as.character(packageVersion("clubSandwich"))),
    inputs = inputs, cases = cases),
  "tests/golden/dependent.json", auto_unbox = TRUE, digits = NA, na = "null", pretty = FALSE
)
