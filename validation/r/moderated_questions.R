# Values for tests/golden/moderated_questions.json: what models with moderators expect, contrasts
# and tests of several coefficients, of independent and of dependent effects; influence with
# weights of one's own and of single effects in crossed groups; likelihoods whose top lies beside a
# variance of zero or a correlation at its limit. Data made up from the seeds below.
# Run from the root of the repository:
#   Rscript validation/r/moderated_questions.R
suppressMessages({
  library(metafor)
  library(clubSandwich)
  library(jsonlite)
})
plain <- function(x) unname(as.vector(x))
tight <- list(optimizer = "optim", optmethod = "BFGS", reltol = 1e-12, maxit = 5000)

# Outcomes of trials of one and of many effects, in laboratories that cross them.
set.seed(31)
size <- c(6, 1, 3, 2, 4, 3, 2, 1, 4, 2)
d <- data.frame(study = rep(sprintf("s%02d", 1:10), size), effect = sequence(size))
k <- nrow(d)
d$outcome <- c("mood", "pain", "sleep")[(d$effect - 1) %% 3 + 1]
d$lab <- sample(c("x", "y", "z"), k, TRUE)
d$dose <- round(rnorm(k), 2)
d$vi <- round(runif(k, 0.02, 0.3), 4)
d$yi <- round(0.3 + 0.2 * d$dose + rnorm(10, 0, 0.4)[as.integer(factor(d$study))] + rnorm(k, 0, 0.2) +
  rnorm(k) * sqrt(d$vi) + c(x = -0.6, y = 0, z = 0.7)[d$lab], 4)
d$w <- round(runif(k, 0.5, 3), 2)
asked <- function(fit, rows) {
  at <- predict(fit, newmods = rows)
  list(estimate = plain(at$pred), se = plain(at$se), ci_low = plain(at$ci.lb),
       ci_high = plain(at$ci.ub), pi_low = plain(at$pi.lb), pi_high = plain(at$pi.ub))
}
cases <- list()
three <- rma.mv(yi, vi, mods = ~ dose + outcome, random = ~ 1 | study / effect, data = d,
                test = "t", dfs = "contain", control = tight)
rows <- rbind(c(-1, 0, 0), c(0.5, 1, 0), c(2, 0, 1))
L <- rbind(c(0, 0, 1, -1), c(1, 2, 0, 0))
each <- anova(three, X = L)
both <- anova(three, btt = 3:4)
cases$three_level <- c(asked(three, rows), list(
  contrast = plain(each$Xb), contrast_se = plain(each$se), contrast_p = plain(each$pval),
  joint = c(both$QM, both$QMp)))
cr <- vcovCR(three, cluster = d$study, type = "CR2")
linear <- linear_contrast(three, vcov = cr, contrasts = L, test = "Satterthwaite")
F2 <- Wald_test(three, constraints = constrain_zero(3:4), vcov = cr, test = "HTZ")
cases$robust <- list(estimate = linear$Est, se = linear$SE, df = linear$df, ci_low = linear$CI_L,
  ci_high = linear$CI_U, joint = c(F2$Fstat, F2$df_num, F2$df_denom, F2$p_val))
full <- update(three, method = "ML", test = "z", dfs = "residual")
less <- update(full, mods = ~dose)
flat <- rma.mv(yi, vi, mods = ~ dose + outcome, random = ~ 1 | study, data = d, method = "REML",
               control = tight)
cases$compared <- list(
  moderators = unlist(anova(full, less)[c("LRT", "pval")]),
  terms = unlist(anova(three, flat)[c("LRT", "pval")]))
apart <- rma.mv(yi, vi, mods = ~ 0 + outcome, random = ~ outcome | study, struct = "DIAG", data = d,
                control = tight)
at <- predict(apart, newmods = diag(3), tau2.levels = 1:3)
cases$by_level <- list(pi_low = plain(at$pi.lb), pi_high = plain(at$pi.ub))
crossed <- rma.mv(yi, vi, mods = ~dose, random = list(~ 1 | study, ~ 1 | lab), data = d,
                  control = tight)
out <- rstudent(crossed, progbar = FALSE)
cases$single_effects <- list(rstudent = plain(out$z), cook = plain(cooks.distance(crossed)),
  dfbs = lapply(unname(as.list(dfbetas(crossed))), plain), variances = crossed$sigma2)

# One effect a study: weights of one's own, and a scale.
one <- d[!duplicated(paste(d$study, d$outcome)), ][c(1:3, 5, 7:12, 15, 17), ]
own <- rma(yi, vi, weights = w, mods = ~dose, data = one, method = "DL", test = "knha")
found <- influence(own)
cases$own_weights <- c(lapply(unclass(found$inf)[c("rstudent", "dffits", "cook.d", "cov.r",
  "tau2.del", "QE.del", "hat", "weight")], plain),
  list(dfbs = lapply(unname(unclass(found$dfbs)), plain)))
steps <- data.frame(yi = round(rnorm(16, 0.2, exp(seq(-1.5, 0.8, length.out = 16))), 3),
  vi = round(runif(16, 0.02, 0.1), 3), x = seq(0, 3, by = 0.2), z = rep(0:1, 8))
ls <- rma(yi, vi, mods = ~z, scale = ~x, data = steps, test = "t", control = list(
  optimizer = "BFGS", reltol = 1e-14, maxit = 5000))
mean_at <- predict(ls, newmods = c(0, 1), newscale = c(0.5, 2.5))
spread_at <- predict(ls, newscale = c(0.5, 2.5), transf = exp)
cases$scale <- list(estimate = plain(mean_at$pred), se = plain(mean_at$se),
  ci_low = plain(mean_at$ci.lb), pi_low = plain(mean_at$pi.lb), pi_high = plain(mean_at$pi.ub),
  tau2 = plain(spread_at$pred), tau2_low = plain(spread_at$ci.lb),
  tau2_high = plain(spread_at$ci.ub))

# Two likelihoods on which rma.mv ends below the top: how high it comes by itself, and how high the
# likelihood is with variances and correlations held at (all but) the top.
sets <- fromJSON("validation/r/beside_the_top.json", simplifyVector = FALSE)
tops <- lapply(sets, function(one) {
  data <- as.data.frame(lapply(one$data, unlist))
  V <- if (is.null(one$rho)) diag(data$vi) else vcalc(vi, cluster = study, obs = row, rho = one$rho,
                                                      data = data)
  asked <- list(yi = data$yi, V = V, mods = as.formula(one$mods),
    random = lapply(one$random, as.formula), struct = unlist(one$struct), data = data,
    method = one$method)
  free <- suppressWarnings(do.call(rma.mv, asked))
  held <- suppressWarnings(do.call(rma.mv, c(asked, lapply(one$held, unlist))))
  c(one, list(default = c(logLik(free)), top = c(logLik(held))))
})

cases <- Map(function(one, family) c(list(family = family), one), cases, c("rma.mv predict, anova",
  "robust linear_contrast, Wald_test", "rma.mv anova", "rma.mv predict", "rma.mv rstudent",
  "rma influence with weights", "rma.ls predict"))
write_json(
  list(what = "Questions to models with moderators", script = "validation/r/moderated_questions.R",
    R = R.version.string, pkg = list(metafor = as.character(packageVersion("metafor")),
      clubSandwich = as.character(packageVersion("clubSandwich"))),
    inputs = list(outcomes = as.list(d), one = as.list(one), steps = as.list(steps), rows = rows,
      combinations = L),
    cases = cases, tops = tops),
  "tests/golden/moderated_questions.json", auto_unbox = TRUE, digits = NA, na = "null",
  null = "null"
)
