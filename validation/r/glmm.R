# Generalised linear mixed models by lme4's own likelihood, told to be exact, and by the exact
# conditional likelihood written out. rma.glmm() leaves lme4 at its defaults, where the inner
# iterations stop at a relative change of 1e-7 and the outer ones where they may: here the inner
# ones go on to 1e-11 (1e-8 where rounding forbids), the end point is polished by Newton's method, and standard errors come from
# numDeriv's Hessian there. For the cases of tests/golden/c_mh_peto_glmm.json; writes
# tests/golden/glmm_maxima.json. Run from the top of the repository:
#   Rscript validation/r/glmm.R

suppressMessages({
  library(lme4)
  library(numDeriv)
  library(jsonlite)
})

golden <- fromJSON("tests/golden/c_mh_peto_glmm.json", simplifyVector = FALSE)
column <- function(input, name) unlist(golden$inputs[[input]][[name]])
INNER <- 10^-(11:8)

polished <- function(f, p, steps = 12) {
  for (i in seq_len(steps)) {
    slope <- grad(f, p)
    step <- tryCatch(solve(hessian(f, p), slope), error = function(e) slope * 0)
    while (sum(abs(step)) > 1e-13 && f(p - step) > f(p) + 1e-11) step <- step / 2
    p <- p - step
    if (max(abs(step)) < 1e-9) break
  }
  p
}

# Long tables: one row a group.
long <- function(input, measure) {
  if (measure == "OR") {
    a <- column(input, "ai"); b <- column(input, "bi")
    c <- column(input, "ci"); d <- column(input, "di")
    keep <- !((a == 0 & c == 0) | (b == 0 & d == 0))
    rows <- data.frame(x = c(rbind(a, c)[, keep]), m = c(rbind(b, d)[, keep]))
  } else {
    x1 <- column(input, "x1i"); x2 <- column(input, "x2i")
    t1 <- column(input, "t1i"); t2 <- column(input, "t2i")
    keep <- !(x1 == 0 & x2 == 0)
    rows <- data.frame(x = c(rbind(x1, x2)[, keep]), t = c(rbind(t1, t2)[, keep]))
  }
  k <- nrow(rows) / 2
  rows$study <- factor(rep(seq_len(k), each = 2))
  rows$first <- rep(c(1, 0), k)
  rows
}

wide <- function(input, measure, mods) {
  rows <- switch(measure,
    OR = data.frame(
      x = column(input, "ai"), m = column(input, "ci"),
      off = log((column(input, "ai") + column(input, "bi")) / (column(input, "ci") + column(input, "di")))
    ),
    IRR = data.frame(
      x = column(input, "x1i"), m = column(input, "x2i"),
      off = log(column(input, "t1i") / column(input, "t2i"))
    ),
    PLO = data.frame(x = column(input, "xi"), m = column(input, "ni") - column(input, "xi"), off = 0),
    IRLN = data.frame(x = column(input, "xi"), t = column(input, "ti"))
  )
  if (measure == "OR") {
    b <- column(input, "bi"); d <- column(input, "di")
    rows <- rows[!((rows$x == 0 & rows$m == 0) | (b == 0 & d == 0)), ]
  }
  rows$study <- factor(seq_len(nrow(rows)))
  if (!is.null(mods)) rows$mod <- column(input, sub("~", "", mods, fixed = TRUE))
  rows
}

saturated <- function(rows) {
  if ("t" %in% names(rows)) return(sum(dpois(rows$x, rows$x, log = TRUE)))
  n <- rows$x + rows$m
  sum(dbinom(rows$x, n, ifelse(n > 0, rows$x / n, 0), log = TRUE))
}

# lme4's deviance function for a formula, maximised; theta first, then the coefficients.
# Rounding keeps the inner iterations of large trials from settling at the tightest tolerance.
maximised <- function(formula, rows, nAGQ) {
  for (tolerance in INNER) {
    found <- tryCatch(
      maximised_at(formula, rows, nAGQ, glmerControl(tolPwrss = tolerance)), error = function(e) NULL
    )
    if (!is.null(found)) return(found)
  }
  stop("no maximum")
}

maximised_at <- function(formula, rows, nAGQ, control) {
  rates <- "t" %in% names(rows)
  family <- if (rates) poisson() else binomial()
  rows$off <- if (rates) log(rows$t) else if (is.null(rows$off)) 0 else rows$off
  quiet <- function(expr) suppressMessages(suppressWarnings(expr))
  f <- quiet(glmer(formula, rows, family, offset = off, nAGQ = nAGQ, control = control, devFunOnly = TRUE))
  fit <- quiet(glmer(formula, rows, family, offset = off, nAGQ = nAGQ, control = control))
  default <- quiet(glmer(formula, rows, family, offset = off, nAGQ = nAGQ))
  stopped <- f(c(getME(default, "theta"), fixef(default)))
  theta <- getME(fit, "theta")
  theta[theta < 1e-3] <- 0
  found <- list(p = c(theta, fixef(fit)), q = length(theta), f = f, shift = if (nAGQ > 1) saturated(rows) else 0)
  at_zero <- which(theta == 0)
  free <- setdiff(seq_along(found$p), at_zero)
  inside <- function(part) { p <- found$p; p[free] <- part; f(p) }
  found$p[free] <- polished(inside, found$p[free])
  found$free <- free
  found$hessian <- hessian(inside, found$p[free])
  found$ll <- -f(found$p) / 2 + found$shift
  found$stopped <- -stopped / 2 + found$shift
  found
}

report <- function(found, p, tau, sigma = NA) {
  covariance <- 2 * solve(found$hessian)
  at <- match(found$q + seq_len(p), found$free)
  list(
    b = unname(found$p[found$q + seq_len(p)]), se = sqrt(diag(covariance))[at],
    tau2 = if (is.na(tau)) 0 else unname(found$p[tau])^2,
    sigma2 = if (is.na(sigma)) NA else unname(found$p[sigma])^2, ll = found$ll,
    ll_where_lme4_stopped = found$stopped
  )
}

# The last study's contrast is left out: the test does not depend on which.
wald <- function(found, before) {
  first <- found$q + before
  at <- match(seq(first + 1, length(found$p)), found$free)
  covariance <- (2 * solve(found$hessian))[at, at, drop = FALSE]
  effects <- found$p[seq(first + 1, length(found$p))]
  contrast <- cbind(diag(length(effects) - 1), -1)
  d <- contrast %*% effects
  c(t(d) %*% solve(contrast %*% covariance %*% t(contrast), d))
}

# Laplace's approximation written out, for models lme4 leaves short of their maximum: each study's
# effects go to their mode by Newton's method, until rounding.
laplace <- function(rows, f, Z) {
  rates <- "t" %in% names(rows)
  constant <- if (rates) rows$x * log(rows$t) - lgamma(rows$x + 1) else lchoose(rows$x + rows$m, rows$x)
  total <- sum(constant)
  for (at in split(seq_len(nrow(rows)), rows$study)) {
    z <- Z[at, , drop = FALSE]
    b <- numeric(ncol(z))
    for (i in 1:100) {
      eta <- f[at] + c(z %*% b)
      if (rates) {
        mean <- rows$t[at] * exp(eta); spread <- mean
      } else {
        n <- rows$x[at] + rows$m[at]; mean <- n * plogis(eta); spread <- mean * plogis(-eta)
      }
      bend <- diag(ncol(z)) + t(z) %*% (spread * z)
      step <- c(solve(bend, t(z) %*% (rows$x[at] - mean) - b))
      b <- b + step
      if (max(abs(step)) < 1e-14) break
    }
    ll <- if (rates) rows$x[at] * eta - mean else rows$x[at] * eta - n * log1p(exp(eta))
    total <- total + sum(ll) - sum(b^2) / 2 - c(determinant(bend)$modulus) / 2
  }
  total
}

# The first group of a study without events, or with events only, fits perfectly on its own.
without_perfect <- function(rows) {
  all <- if (is.null(rows$m)) FALSE else rows$m == 0
  rows[!(rows$first == 1 & (rows$x == 0 | all)), ]
}

study_effects_random <- function(rows, args, response) {
  rows$level <- 1
  rows$half <- rows$first - 0.5
  nAGQ <- if (args$method == "ML") 1 else if (is.null(args$nAGQ)) 7 else args$nAGQ
  common <- maximised(as.formula(paste(response, "~ 0 + first + level + (1 | study)")), rows, nAGQ)
  left <- without_perfect(rows)
  each <- maximised(as.formula(paste(response, "~ 1 + study:first + (1 | study)")), left, nAGQ)
  out <- report(common, 1, NA, 1)
  if (args$method == "ML") {
    both <- maximised(
      as.formula(paste(response, "~ 0 + first + level + (1 | study) + (0 + half | study)")), rows, 1
    )
    common <- again(common, function(p) laplace(rows, p[2] * rows$first + p[3], cbind(p[1] * rows$level)))
    own <- model.matrix(~ 0 + study:first, left)
    own <- own[, colSums(own) > 0]
    each <- again(each, function(p) laplace(left, p[2] + c(own %*% p[-(1:2)]), cbind(p[1] * left$level)))
    both <- again(both, function(p) {
      laplace(rows, p[3] * rows$first + p[4], cbind(p[1] * rows$level, p[2] * rows$half))
    })
    out <- report(both, 1, 2, 1)
  }
  c(out, list(lrt = 2 * (each$ll - common$ll), wald = wald(each, 1)))
}

# From lme4's end point on, by a likelihood written out.
again <- function(found, ll) {
  inside <- function(part) { p <- found$p; p[found$free] <- part; -2 * ll(p) }
  found$p[found$free] <- polished(inside, found$p[found$free], 6)
  found$hessian <- hessian(inside, found$p[found$free])
  found$ll <- ll(found$p)
  found
}

study_effects_fixed <- function(rows, args, response) {
  nAGQ <- if (is.null(args$nAGQ)) 7 else args$nAGQ
  coding <- if (is.null(args$coding)) 0.5 else args$coding
  rows$group <- switch(as.character(coding), "0.5" = rows$first - 0.5, "1" = rows$first, "0" = 1 - rows$first)
  report(maximised(as.formula(paste(response, "~ 0 + first + study + (0 + group | study)")), rows, nAGQ), 1, 1)
}

# Exact conditional likelihood: probabilities given the margins, integrated over a fine grid.
exact <- function(input, args) {
  a <- column(input, "ai"); b <- column(input, "bi"); c <- column(input, "ci"); d <- column(input, "di")
  k <- length(a)
  support <- lapply(seq_len(k), function(i) max(0, a[i] - d[i]):min(a[i] + b[i], a[i] + c[i]))
  weights <- lapply(seq_len(k), function(i) {
    lchoose(a[i] + b[i], support[[i]]) + lchoose(c[i] + d[i], a[i] + c[i] - support[[i]])
  })
  probability <- function(i, eta) {
    vapply(eta, function(e) {
      w <- weights[[i]] + e * support[[i]]
      top <- max(w)
      weights[[i]][match(a[i], support[[i]])] + e * a[i] - top - log(sum(exp(w - top)))
    }, numeric(1))
  }
  common <- function(eta) -sum(vapply(seq_len(k), probability, numeric(1), eta = eta))
  inner <- function(i) a[i] > min(support[[i]]) && a[i] < max(support[[i]])
  each <- lapply(seq_len(k), function(i) {
    if (!inner(i)) return(list(eta = NA, ll = 0, w = 0))
    f <- function(e) -probability(i, e)
    e <- polished(f, log((a[i] + .5) * (d[i] + .5) / (b[i] + .5) / (c[i] + .5)))
    list(eta = e, ll = -f(e), w = c(hessian(f, e)))
  })
  eta <- vapply(each, `[[`, 0, "eta"); w <- vapply(each, `[[`, 0, "w")
  there <- w > 0
  b0 <- polished(common, mean(eta[there]))
  out <- list(b = b0, se = 1 / sqrt(c(hessian(common, b0))), tau2 = 0, sigma2 = NA, ll = -common(b0))
  if (args$method == "ML") {
    # The trapezoid rule on a smooth integrand that dies out at both ends has no error to speak of.
    u <- seq(-9, 9, by = 0.02)
    marginal <- function(p) {
      -sum(vapply(seq_len(k), function(i) {
        l <- probability(i, p[1] + p[2] * u) + dnorm(u, log = TRUE)
        top <- max(l)
        top + log(sum(exp(l - top)) * 0.02)
      }, numeric(1)))
    }
    start <- optim(c(b0, 0.3), marginal, control = list(reltol = 1e-12))$par
    if (abs(start[2]) > 0.02) {
      p <- polished(marginal, start, 6)
      v <- solve(hessian(marginal, p))
      out[c("b", "se", "tau2", "ll")] <- list(p[1], sqrt(v[1, 1]), p[2]^2, -marginal(p))
      out$se_tau2 <- 2 * abs(p[2]) * sqrt(v[2, 2])
    }
  }
  mean_eta <- sum(w[there] * eta[there]) / sum(w[there])
  c(out, list(
    lrt = 2 * (sum(vapply(each, `[[`, 0, "ll")) + common(b0)),
    wald = sum(w[there] * (eta[there] - mean_eta)^2)
  ))
}

one <- function(case) {
  args <- case$args
  model <- if (is.null(args$model)) "-" else args$model
  if (is.null(args$method)) args$method <- "ML"
  response <- if (args$measure %in% c("IRR", "IRLN")) "x" else "cbind(x, m)"
  if (args$measure == "OR" && model == "CM.EL") return(exact(case$input, args))
  if (model == "UM.RS") return(study_effects_random(long(case$input, args$measure), args, response))
  if (args$method != "ML") return(NULL)
  if (model == "UM.FS") return(study_effects_fixed(long(case$input, args$measure), args, response))
  rows <- wide(case$input, args$measure, args$mods)
  response <- if (args$measure == "IRLN") "x" else "cbind(x, m)"
  formula <- paste(response, if (is.null(args$mods)) "~ 1" else "~ mod", "+ (1 | study)")
  nAGQ <- if (is.null(args$nAGQ)) 7 else args$nAGQ
  report(maximised(as.formula(formula), rows, nAGQ), if (is.null(args$mods)) 1 else 2, 1)
}

cases <- list()
for (case in golden$cases) {
  if (!grepl("rma.glmm", case$id, fixed = TRUE)) next
  found <- one(case)
  if (is.null(found)) next
  message(case$id)
  cases[[length(cases) + 1]] <- c(list(id = case$id), found)
}
about <- list(
  software = paste0("R ", getRversion(), ", lme4 ", packageVersion("lme4"), ", numDeriv ", packageVersion("numDeriv")),
  script = "validation/r/glmm.R"
)
write_json(list(about = about, cases = cases), "tests/golden/glmm_maxima.json",
  digits = NA, auto_unbox = TRUE, na = "null", pretty = 1)
