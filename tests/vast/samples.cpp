// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/vast/samples.h"

#include <QList>

namespace snapgpu::test {

QByteArray offerRow(qint64 id, double dphTotal, const QByteArray &extra)
{
    const QByteArray number = QByteArray::number(id);
    return R"({"id":)" + number + R"(,"ask_contract_id":)" + number + R"(,"machine_id":)"
        + QByteArray::number(id + 100'000)
        + R"(,"host_id":77,"gpu_name":"RTX 4090","num_gpus":1,"gpu_ram":24564,"dph_base":0.36,"dph_total":)"
        + QByteArray::number(dphTotal, 'g', 12)
        + R"(,"storage_cost":0.15,"inet_down":913.6,"inet_up":871.2,"inet_down_cost":0.003,"inet_up_cost":0.003,)"
          R"("reliability":0.9962114,"cuda_max_good":12.8,"disk_space":842.31,"disk_bw":3120.4,"dlperf":98.214,)"
          R"("duration":2591844.2,"min_bid":0.1801,"direct_port_count":249,"hosting_type":0,"geolocation":"Quebec, CA",)"
          R"("public_ipaddr":"198.51.100.31\n","verification":"verified","vericode":1,"rentable":true,"rented":false,)"
          R"("external":null,"is_bid":false,"hostname":null,"cpu_cores":null,"score":)"
        + QByteArray::number(1000.0 - double(id % 997)) + extra + "}";
}

QByteArray runningRow(qint64 id, const QByteArray &label)
{
    return R"({"id":)" + QByteArray::number(id) + R"(,"label":")" + label
        + R"(","actual_status":"running","intended_status":"running","cur_state":"running","next_state":"running",)"
          R"("status_msg":"success, running image/ssh\n","machine_id":31540,"host_id":118204,"gpu_name":"RTX 4090",)"
          R"("num_gpus":1,"image_runtype":"ssh_direc ssh_proxy","ssh_host":"ssh5.vast.ai","ssh_idx":"5","ssh_port":10022,)"
          R"("public_ipaddr":"198.51.100.31\n","ports":{"22/tcp":[{"HostIp":"0.0.0.0","HostPort":"40112"}]},)"
          R"("start_date":1790467200.512,"dph_base":0.36,"dph_total":0.370416666667,"storage_cost":0.15,)"
          R"("storage_total_cost":0.010416666667,"disk_space":50.0,"inet_down_cost":0.003,"geolocation":"Quebec, CA",)"
          R"("search":{"gpuCostPerHour":0.36},"instance":{"gpuCostPerHour":0.36}})";
}

QByteArray instancePage(const QList<QByteArray> &rows, const QByteArray &nextToken)
{
    const QByteArray token = nextToken.isEmpty() ? QByteArray("null") : "\"" + nextToken + "\"";
    return R"({"success":true,"instances_found":)" + QByteArray::number(rows.size()) + R"(,"next_token":)"
        + token + R"(,"instances":[)" + rows.join(',') + "]}";
}

} // namespace snapgpu::test
