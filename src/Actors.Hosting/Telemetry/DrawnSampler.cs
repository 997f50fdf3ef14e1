using Actors.Runtime.Telemetry;
using OpenTelemetry.Trace;

namespace Actors.Hosting.Telemetry;

/// <summary>Keeps the stories that the runtime has drawn already, and of the others, such as requests, the same share.</summary>
/// <param name="ratio">The share, 0 to 1.</param>
internal sealed class DrawnSampler(double ratio) : Sampler
{
    private readonly TraceIdRatioBasedSampler _others = new(ratio);

    /// <inheritdoc/>
    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
    {
        foreach (var tag in samplingParameters.Tags ?? [])
        {
            if (tag.Key == ActorTelemetry.DrawnTag)
            {
                return new SamplingResult(SamplingDecision.RecordAndSample);
            }
        }

        return _others.ShouldSample(samplingParameters);
    }
}
