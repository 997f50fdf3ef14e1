using System.Diagnostics.Metrics;

namespace Actors.Hosting.Telemetry;

/// <summary>
/// Collects the metrics of one node for Prometheus: listens to the node's meters, keeps a series for each set of labels, and writes
/// them when it is asked. Counts from its creation on. Thread-safe.
/// </summary>
internal sealed class PrometheusListener : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly Lock _lock = new();
    private readonly List<MetricFamily> _families = [];

    /// <summary>Starts to listen.</summary>
    /// <param name="isWanted">Chooses the instruments.</param>
    public PrometheusListener(Func<Instrument, bool> isWanted)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (isWanted(instrument))
            {
                listener.EnableMeasurementEvents(instrument, FamilyOf(instrument));
            }
        };
        _listener.SetMeasurementEventCallback<double>(static (_, value, tags, family) => ((MetricFamily)family!).Record(value, tags));
        _listener.SetMeasurementEventCallback<float>(static (_, value, tags, family) => ((MetricFamily)family!).Record(value, tags));
        _listener.SetMeasurementEventCallback<long>(static (_, value, tags, family) => ((MetricFamily)family!).Record(value, tags));
        _listener.SetMeasurementEventCallback<int>(static (_, value, tags, family) => ((MetricFamily)family!).Record(value, tags));
        _listener.SetMeasurementEventCallback<short>(static (_, value, tags, family) => ((MetricFamily)family!).Record(value, tags));
        _listener.SetMeasurementEventCallback<byte>(static (_, value, tags, family) => ((MetricFamily)family!).Record(value, tags));
        _listener.Start();
    }

    /// <summary>All metrics as they are now, in the text format of Prometheus (version 0.0.4).</summary>
    public string Write()
    {
        lock (_lock) // One scrape at a time: observed values are forgotten before they are observed anew.
        {
            foreach (var family in _families)
            {
                family.ForgetObserved();
            }

            _listener.RecordObservableInstruments();
            var text = new System.Text.StringBuilder(16 * 1024);
            foreach (var family in _families.OrderBy(f => f.Name, StringComparer.Ordinal))
            {
                family.Write(text);
            }

            return text.ToString();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    /// <summary>Two instruments of one name, of two parts of the process, are one family: a name may appear once.</summary>
    private MetricFamily FamilyOf(Instrument instrument)
    {
        lock (_lock)
        {
            var name = PrometheusName.Of(instrument);
            if (_families.Find(f => f.Name == name) is not { } family)
            {
                _families.Add(family = new MetricFamily(name, instrument));
            }

            return family;
        }
    }
}
