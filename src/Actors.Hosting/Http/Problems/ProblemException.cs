namespace Actors.Hosting.Http.Problems;

/// <summary>Ends a request with a problem, from wherever in its reading the problem is found.</summary>
internal sealed class ProblemException(Problem problem) : Exception(problem.Detail)
{
    public Problem Problem { get; } = problem;
}
